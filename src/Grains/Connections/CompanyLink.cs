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

    /// <summary>The current connection; null when the company is not connected.</summary>
    /// <param name="version">What is kept is asked for again when it is older than this version of the settings.</param>
    public async Task<CompanyConnection?> Get(int version = 0)
    {
        if (time.GetUtcNow() - _askedAt < Freshness && !(_connection?.Version < version))
        {
            return _connection;
        }

        var connection = await grains.GetGrain<ICompanyGrain>(CompanyKey.Of(companyId).ToString()).GetConnection();
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

    /// <summary>A client whose every request is leased from the company's budget with <paramref name="priority"/>.</summary>
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
        var gate = count?.At(budget) ?? budget;
        return clients.Create(opened.Connection with { Once = once }, contacts is null ? gate : new ContactGate(gate, companyId, contacts));
    }

    /// <summary>What has been spent of the company's budget.</summary>
    public Task<BudgetUsage> GetBudget(CompanyConnection connection) => grains.GetGrain<IRequestBudgetGrain>(connection.Meter).GetUsage();
}
