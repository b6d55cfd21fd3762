using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>
/// Tells those who wait for changes that there are some: one look a time for all companies together, however many wait, and none when nobody does. Thread-safe.
/// </summary>
internal sealed partial class ChangeWatches(ClusterGrains grains, IOptions<FrontendSettings> settings, TimeProvider time, ILogger<ChangeWatches> logger)
{
    /// <summary>How many may wait in this process.</summary>
    private const int MostWaiting = 2_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Watched> _companies = new(StringComparer.Ordinal);
    private int _waiting;
    private bool _looking;
    private bool _failed;

    /// <summary>Begins to wait for a company's changes; ends with the disposal of what is returned.</summary>
    /// <exception cref="RequestRefusedException">503: too many wait already.</exception>
    public Watcher Join(CompanyScope scope)
    {
        Watched? company;
        lock (_lock)
        {
            if (_waiting >= MostWaiting)
            {
                throw new RequestRefusedException(Problem.Unavailable("Too many callers wait for changes. Ask again after the time in Retry-After, without wait.", TimeSpan.FromSeconds(5)));
            }

            _waiting++;
            if (!_companies.TryGetValue(scope.CompanyId, out company))
            {
                _companies[scope.CompanyId] = company = new(scope.CompanyId);
            }

            company.Watchers++;
            if (_looking)
            {
                return new(this, company);
            }

            _looking = true;
        }

        _ = Look();
        return new(this, company);
    }

    private async Task Look()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(settings.Value.ChangesPollMilliseconds), time);
        while (TryGetWatched(out var companies))
        {
            try
            {
                foreach (var some in companies.Chunk(IFeedPositionsGrain.MostCompanies))
                {
                    var positions = await grains.FeedPositions.Get([.. some.Select(company => company.CompanyId)]);
                    foreach (var (company, position) in some.Zip(positions))
                    {
                        company.Show(position);
                    }
                }

                _failed = false;
            }
            catch (Exception exception)
            {
                // A silo restarts, or the database is away: the next look finds what came meanwhile. Said once for each outage.
                if (!_failed)
                {
                    LogNotRead(exception.GetType().Name);
                }

                _failed = true;
            }

            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>False, and nobody looks any more, when nobody waits.</summary>
    private bool TryGetWatched(out Watched[] companies)
    {
        lock (_lock)
        {
            companies = [.. _companies.Values];
            return _looking = companies.Length > 0;
        }
    }

    private void Leave(Watched company)
    {
        lock (_lock)
        {
            _waiting--;
            if (--company.Watchers == 0)
            {
                _companies.Remove(company.CompanyId);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Whether there are changes could not be asked ({Reason}); it is tried again at once, and those who wait for them wait on")]
    private partial void LogNotRead(string reason);

    /// <summary>One who waits.</summary>
    public sealed class Watcher : IDisposable
    {
        private readonly ChangeWatches _looks;
        private readonly Watched _company;

        internal Watcher(ChangeWatches looks, Watched company) => (_looks, _company) = (looks, company);

        /// <summary>Returns when the feed is not at this position any more: beyond it, or, where its data were deleted, before it.</summary>
        public async Task Beyond(long position, CancellationToken cancellationToken)
        {
            var (_, _, first) = _company.Now;
            while (true)
            {
                var (seen, next, looks) = _company.Now;

                // What a look that began before this call saw may be older than the position; two looks later it is not.
                if (seen > position || (seen < position && looks >= first + 2))
                {
                    return;
                }

                await next.WaitAsync(cancellationToken);
            }
        }

        /// <summary>Ends the waiting; call it once.</summary>
        public void Dispose() => _looks.Leave(_company);
    }

    /// <summary>A company for whose changes somebody waits.</summary>
    internal sealed class Watched(string companyId)
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _position;
        private long _looks;

        public string CompanyId => companyId;

        public int Watchers { get; set; }

        /// <summary>What the last look saw, what ends with the next one, and how many there were.</summary>
        public (long Position, Task Next, long Looks) Now
        {
            get
            {
                lock (_lock)
                {
                    return (_position, _next.Task, _looks);
                }
            }
        }

        public void Show(long position)
        {
            TaskCompletionSource ended;
            lock (_lock)
            {
                (ended, _next) = (_next, new(TaskCreationOptions.RunContinuationsAsynchronously));
                (_position, _looks) = (position, _looks + 1);
            }

            ended.SetResult();
        }
    }
}
