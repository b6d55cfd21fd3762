using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Connections;

/// <summary>
/// One activation's view of its company's connection: asked of the tenant grain, kept for a short while, and dropped when the tenant
/// grain says that it changed. Not thread-safe: it lives inside one activation.
/// </summary>
internal sealed class CompanyLink(
    string companyId,
    IGrainFactory grains,
    ConnectionOpener opener,
    IJobviteClientFactory clients,
    TimeProvider time,
    ContactRecorder? contacts = null)
{
    // Bounds how long a lost "connection changed" call can matter.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(15);

    private CompanyConnection? _connection;
    private (int Version, JobviteConnection Connection)? _opened;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private volatile bool _isOutdated;

    /// <summary>The current connection; null when the company is not connected.</summary>
    /// <param name="version">What is kept is asked for again when it is older than this version of the settings.</param>
    public async Task<CompanyConnection?> Get(int version = 0)
    {
        if (!_isOutdated && time.GetUtcNow() - _askedAt < Freshness && !(_connection?.Version < version))
        {
            return _connection;
        }

        _isOutdated = false;
        var connection = await Ask();
        _connection = connection;
        _askedAt = time.GetUtcNow();
        return connection;
    }

    /// <summary>Forgets what is kept, so that the next call asks again.</summary>
    public void Drop()
    {
        // The opened secrets go too: a company that is connected anew counts its versions from the beginning.
        (_askedAt, _opened) = (DateTimeOffset.MinValue, null);
    }

    /// <summary>
    /// Whether what is read with <paramref name="connection"/> is still what is to be read; if not, the next <see cref="Get"/> asks again. This
    /// may be called from any thread.
    /// </summary>
    public async Task<bool> IsCurrent(CompanyConnection connection)
    {
        var isCurrent = await Ask() is { } now && now.ReadScopeSince == connection.ReadScopeSince;
        _isOutdated |= !isCurrent;
        return isCurrent;
    }

    /// <summary>
    /// A client whose every request is leased from the company's budget with <paramref name="priority"/>. None is sent, but
    /// <see cref="OutdatedConnectionException"/> thrown, once the source or the filters have changed.
    /// </summary>
    /// <param name="connection">From <see cref="Get"/>.</param>
    /// <param name="priority">Who is waiting.</param>
    /// <param name="maxWait">How long one request may wait for its lease before <see cref="BudgetExhaustedException"/>.</param>
    /// <param name="once">See <see cref="JobviteConnection.Once"/>.</param>
    /// <param name="count">Counts the requests; null when nobody wants to know.</param>
    public IJobviteClient CreateClient(CompanyConnection connection, BudgetPriority priority, TimeSpan maxWait, bool once = false, RequestCount? count = null)
    {
        if (_opened is not { } opened || opened.Version != connection.Version)
        {
            opened = (connection.Version, opener.Open(connection));
            _opened = opened;
        }

        // Every request for the company's records passes here.
        var budget = new BudgetGate(grains, connection.Meter, priority, maxWait, time);
        var current = new CurrentGate(budget, this, connection);
        var gate = count?.At(current) ?? current;
        return clients.Create(opened.Connection with { Once = once }, contacts is null ? gate : new ContactGate(gate, companyId, contacts));
    }

    /// <summary>What has been spent of the company's budget.</summary>
    public Task<BudgetUsage> GetBudget(CompanyConnection connection) => grains.GetGrain<IRequestBudgetGrain>(connection.Meter).GetUsage();

    private bool IsElsewhere(CompanyConnection connection) => opener.IsElsewhere(connection);

    private Task<CompanyConnection?> Ask() => grains.GetGrain<ICompanyGrain>(CompanyKey.Of(companyId).ToString()).GetConnection();

    /// <summary>
    /// Asks the tenant grain before each request, when its lease is there. A process that stood still, or missed the message about the change,
    /// would store what the former source says as the new one's. With this, whatever was read there was asked for before the source changed.
    /// A process with other addresses than those that the source was noted with asks nobody: to it, Jobvite is away for a while.
    /// </summary>
    private sealed class CurrentGate(IRequestGate gate, CompanyLink link, CompanyConnection connection) : IRequestGate
    {
        public async ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct)
        {
            if (link.IsElsewhere(connection))
            {
                throw new JobviteException(Elsewhere(endpoint));
            }

            await gate.EnterAsync(endpoint, ct);
            if (!await link.IsCurrent(connection))
            {
                throw new OutdatedConnectionException();
            }
        }

        private static JobviteFailure Elsewhere(JobviteEndpoint endpoint) => new(
            FailureKind.Unavailable,
            endpoint,
            "Jobvite was not asked, because the silos have different addresses of Jobvite set.",
            "This ends when all of them have been restarted with the same JOBVITE_..._BASE_URL variables.",
            RetryAfter: TimeSpan.FromSeconds(30))
        { NothingSent = true };

        public ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct) => gate.ThrottledAsync(wait, ct);
    }
}

/// <summary>The request was not sent: the source or the filters of the company have changed, or it was disconnected.</summary>
internal sealed class OutdatedConnectionException() : Exception("The settings changed what is to be read, so Jobvite was not asked. Try again.");
