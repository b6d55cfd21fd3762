using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;

namespace Jobvite.Grains.Endpoints;

/// <summary>Sends again what an endpoint was sent before, at its owner's wish. Whoever delivers stops, so that the endpoint's place in the feed holds still.</summary>
internal sealed class Redelivery(IEndpointStore store, IDeliveryLog log, IChangeFeed feed, EndpointCalls calls, AuditTrail audit)
{
    /// <returns>False when the change was not sent and does not wait.</returns>
    public async Task<bool> Resend(StoredEndpoint endpoint, Guid deliveryId, Caller caller, CancellationToken cancellationToken)
    {
        if (await feed.Find(endpoint.CompanyId, deliveryId, cancellationToken) is not { } item)
        {
            return false;
        }

        endpoint = await Hold(endpoint, cancellationToken) ?? endpoint;
        if (await log.Get(endpoint, EndpointTypes.Of(endpoint.Types), deliveryId, item, cancellationToken) is not { Row: var row })
        {
            return false;
        }

        // What was not looked at yet is sent anyway, and in its turn.
        if (row.Position <= endpoint.Position)
        {
            await log.Resend(endpoint, row with { RecordKey = DeliveryWork.RecordKeyOf(item.Item) }, cancellationToken);
        }

        await Resume(endpoint, caller);
        return true;
    }

    /// <returns>How many; null when the endpoint has gone.</returns>
    public async Task<long?> Replay(StoredEndpoint endpoint, EndpointReplay replay, Caller caller, CancellationToken cancellationToken)
    {
        var after = replay.After is { } cursor ? await feed.Locate(endpoint.CompanyId, cursor, cancellationToken)
            : replay.Since is { } since ? await feed.Locate(endpoint.CompanyId, since, cancellationToken)
            : 0;
        if (await Hold(endpoint, cancellationToken) is not { } held)
        {
            return null;
        }

        var count = await log.Replay(held, EndpointTypes.Of(held.Types), after, replay.MissingOnly, cancellationToken);
        await Resume(held, caller);
        return count;
    }

    private async Task<StoredEndpoint?> Hold(StoredEndpoint endpoint, CancellationToken cancellationToken)
    {
        await calls.Halt(endpoint.CompanyId, endpoint.Id, atOnce: false);
        return await store.Find(endpoint.CompanyId, endpoint.Id, cancellationToken);
    }

    private async Task Resume(StoredEndpoint endpoint, Caller caller)
    {
        await audit.Write(endpoint.CompanyId, "endpoint.replay", caller, details: null, $"{endpoint.Id}");
        await calls.Wake(endpoint.CompanyId, endpoint.Id);
    }
}
