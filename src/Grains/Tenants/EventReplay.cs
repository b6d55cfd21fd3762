using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>Puts events back in the queue and tells their grains.</summary>
internal sealed class EventReplay(IEventStore events, IEventLog log, IGrainFactory grains, AuditTrail audit)
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

    /// <inheritdoc cref="ITenantGrain.ReplayChosen"/>
    public async Task<WebhookReplay> Chosen(string companyId, ImmutableArray<Guid> chosen, Caller caller, CancellationToken cancellationToken)
    {
        var replayed = await log.ReplayChosen(companyId, chosen, cancellationToken);
        if (replayed.Queued > 0)
        {
            await audit.Write(companyId, AuditActions.ReplayWebhooks, caller, $"{replayed.Queued} of these chosen events:\n{string.Join('\n', chosen.Distinct().Take(WebhookReplay.MostChosen))}");
            await Hint(companyId);
        }

        return replayed;
    }

    /// <inheritdoc cref="ITenantGrain.ReplayCause"/>
    public async Task<WebhookReplay> OfCause(string companyId, string cause, Caller caller, CancellationToken cancellationToken)
    {
        var replayed = await log.ReplayCause(companyId, cause, cancellationToken);
        if (replayed.Queued > 0)
        {
            await audit.Write(companyId, AuditActions.ReplayWebhooks, caller, $"{replayed.Queued} events with the error:\n{cause}");
            await Hint(companyId);
        }

        return replayed;
    }

    private Task Hint(string companyId) => Task.WhenAll(Enum.GetValues<SyncKind>().Select(kind => grains.GetKindGrain(kind, companyId).Refresh()));
}
