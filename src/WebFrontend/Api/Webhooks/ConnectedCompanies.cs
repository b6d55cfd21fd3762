using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>What a front end knows of an id in a webhook's path.</summary>
internal enum CompanyLookup
{
    Connected,
    Unknown,

    /// <summary>The caller has tried too many ids that nobody has.</summary>
    TooMany,

    /// <summary>Too many ids are being looked up.</summary>
    Busy,
}

/// <summary>
/// Which companies are connected, as this front end knows it: read in pages, kept up to date every two seconds and read anew every ten minutes. An id
/// that is not among them is looked up before it is refused, so a company that has just been connected gets its first webhook; and made-up ids
/// wake no company's grain. Thread-safe.
/// </summary>
internal sealed partial class ConnectedCompanies(ClusterGrains grains, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ConnectedCompanies> logger) : BackgroundService
{
    /// <summary>More are looked up each time.</summary>
    private const int MostKept = 200_000;

    /// <summary>Wrong ids of one address: at once, and as many again in a minute.</summary>
    private const int WrongIds = 60;
    private const int LookUpsPerSecond = 100;
    private const int UnknownKept = 8192;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WholeAgain = TimeSpan.FromMinutes(10);

    /// <summary>So long an id that nobody has stays so without being looked up again.</summary>
    private static readonly TimeSpan UnknownFor = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Task<bool>> _asking = new(StringComparer.Ordinal);
    private readonly Unknown?[] _unknown = new Unknown?[UnknownKept];

    private readonly PartitionedRateLimiter<IPAddress?> _wrongIds = PartitionedRateLimiter.Create<IPAddress?, string>(address => RateLimitPartition.GetTokenBucketLimiter(
        NetworkOf(address),
        _ => new TokenBucketRateLimiterOptions { TokenLimit = WrongIds, TokensPerPeriod = WrongIds / 60, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 }));

    private readonly TokenBucketRateLimiter _lookUps = new(new()
    {
        TokenLimit = LookUpsPerSecond,
        TokensPerPeriod = LookUpsPerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
        AutoReplenishment = true,
    });

    // Null until it has been read; so long the cluster decides alone.
    private volatile ConcurrentDictionary<string, byte>? _connected;
    private DateTimeOffset _wholeAt;
    private DateTimeOffset? _until;
    private bool _failed;

    /// <summary>What is known of a company, looked up when it is not known.</summary>
    /// <param name="companyId">In the shape of an id.</param>
    /// <param name="address">Who asks.</param>
    public async ValueTask<CompanyLookup> Find(string companyId, IPAddress? address)
    {
        if (_connected is not { } connected || connected.ContainsKey(companyId))
        {
            return CompanyLookup.Connected;
        }

        var slot = (uint)string.GetHashCode(companyId, StringComparison.Ordinal) % UnknownKept;
        var refused = Volatile.Read(ref _unknown[slot]) is { } unknown && unknown.CompanyId == companyId ? unknown : null;
        if (refused is not null && time.GetElapsedTime(refused.At) < UnknownFor)
        {
            return CompanyLookup.Unknown;
        }

        // An id that was wrong before costs its sender nothing more: a customer who left, and whose webhooks still come from Jobvite's address.
        if (refused is null && _wrongIds.GetStatistics(address) is { CurrentAvailablePermits: 0 })
        {
            return CompanyLookup.TooMany;
        }

        if (!_asking.TryGetValue(companyId, out var asking))
        {
            using var lookUp = _lookUps.AttemptAcquire();
            if (!lookUp.IsAcquired)
            {
                return CompanyLookup.Busy;
            }

            asking = Ask(companyId);
        }

        if (await asking)
        {
            Keep(connected, companyId);
            return CompanyLookup.Connected;
        }

        if (refused is null)
        {
            _wrongIds.AttemptAcquire(address).Dispose();
        }

        Volatile.Write(ref _unknown[slot], new Unknown(companyId, time.GetTimestamp()));
        return CompanyLookup.Unknown;
    }

    public override void Dispose()
    {
        _wrongIds.Dispose();
        _lookUps.Dispose();
        base.Dispose();
    }

    /// <summary>Reads what is due: everything, or what has changed.</summary>
    internal async Task Refresh()
    {
        if (_connected is null || time.GetUtcNow() - _wholeAt >= WholeAgain)
        {
            await ReadAll();
            return;
        }

        ConnectedChanges changes;
        do
        {
            changes = await grains.ConnectedCompanies.ListChanged(_until);
            foreach (var id in changes.Connected)
            {
                Keep(_connected, id);
            }

            foreach (var id in changes.Disconnected)
            {
                _connected.TryRemove(id, out _);
            }

            _until = changes.Until;
        }
        while (changes.HasMore);
    }

    /// <summary>Whose wrong ids are counted together: an IPv4 address, or an IPv6 network of the size that one customer of a provider has.</summary>
    internal static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before that, in one process with a silo, there is nobody to ask.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), started);
        await started.Task.WaitAsync(stoppingToken);
        while (true)
        {
            try
            {
                await Refresh();
                _failed = false;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Once for each outage. What is known goes on counting, and what is not is looked up.
                if (!_failed)
                {
                    LogNotRead(exception.GetType().Name);
                }

                _failed = true;
            }

            await Task.Delay(Look, time, stoppingToken);
        }
    }

    private static void Keep(ConcurrentDictionary<string, byte> connected, string companyId)
    {
        if (connected.Count < MostKept)
        {
            connected[companyId] = 0;
        }
    }

    private async Task ReadAll()
    {
        var now = time.GetUtcNow();
        var until = (await grains.ConnectedCompanies.ListChanged(since: null)).Until;
        var all = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
        string? after = null;
        while (all.Count < MostKept)
        {
            var page = await grains.ConnectedCompanies.List(after);
            foreach (var id in page)
            {
                all[id] = 0;
            }

            if (page.Length < IConnectedCompaniesGrain.PageSize)
            {
                break;
            }

            after = page[^1];
        }

        (_connected, _until, _wholeAt) = (all, until, now);
    }

    /// <summary>Asks once for all who want to know the same just now.</summary>
    private async Task<bool> Ask(string companyId)
    {
        var source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asking = _asking.GetOrAdd(companyId, source.Task);
        if (asking != source.Task)
        {
            return await asking;
        }

        try
        {
            source.SetResult(await grains.ConnectedCompanies.IsConnected(companyId));
        }
        catch (Exception exception)
        {
            source.SetException(exception);
        }

        _asking.TryRemove(companyId, out _);
        return await source.Task;
    }

    [LoggerMessage(LogLevel.Warning, "The list of connected companies could not be read ({Reason}); it is tried again every few seconds, and ids that are not known are looked up")]
    private partial void LogNotRead(string reason);

    /// <summary>An id that nobody had when it was looked up.</summary>
    private sealed record Unknown(string CompanyId, long At);
}
