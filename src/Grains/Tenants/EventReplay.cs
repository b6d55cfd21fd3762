using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>Puts events back in the queue and tells their grains.</summary>
internal sealed class EventReplay(IEventStore events, IGrainFactory grains, AuditTrail audit)
{
    /// <inheritdoc cref="ITenantGrain.ReplayWebhook"/>
    public async Task<bool> One(string companyId, Guid eventId, Caller caller, CancellationToken cancellationToken)
    {
        var found = await events.Replay(companyId, eventId, cancellationToken);
        if (found)
        {
            await audit.Write(companyId, AuditActions.ReplayWebhooks, caller, details: null, $"{eventId}");
            await Hint(companyId);
        }

        return found;
    }

    /// <inheritdoc cref="ITenantGrain.ReplayWebhooks"/>
    public async Task<int> Matching(string companyId, WebhookFilter filter, Caller caller, CancellationToken cancellationToken)
    {
        var count = await events.ReplayMatching(companyId, filter, cancellationToken);
        if (count > 0)
        {
            await audit.Write(companyId, AuditActions.ReplayWebhooks, caller, $"{count} events");
            await Hint(companyId);
        }

        return count;
    }

    private Task Hint(string companyId) => Task.WhenAll(Enum.GetValues<SyncKind>().Select(kind => grains.GetKindGrain(kind, companyId).Refresh()));
}
