using Jobvite.Client;

namespace Jobvite.Grains.Budget;

/// <summary>
/// Credentials on trial: each attempt is leased from what the tenant may spend on trials, and then from the budget of the API key, where trials
/// have a small share and come last. So nobody spends another's requests by trying their key.
/// </summary>
internal sealed class TrialGate(BudgetGate tenant, BudgetGate apiKey) : IRequestGate
{
    public async ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct)
    {
        await tenant.EnterAsync(endpoint, ct);
        await apiKey.EnterAsync(endpoint, ct);
    }

    /// <summary>Only the tenant waits: whether Jobvite means the key, which may be somebody else's, its owner will learn by itself.</summary>
    public ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct) => tenant.ThrottledAsync(wait, ct);
}
