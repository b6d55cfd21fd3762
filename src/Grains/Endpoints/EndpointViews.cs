using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Endpoints;

/// <summary>Shows endpoints and deliveries as the contract has them.</summary>
internal sealed class EndpointViews(IEndpointStore store, IDeliveryLog log, IChangeFeed feed, DeliveryBodies bodies)
{
    public async Task<WebhookEndpoint> Show(StoredEndpoint endpoint, CancellationToken cancellationToken)
    {
        var figures = await store.Measure(endpoint, EndpointTypes.Of(endpoint.Types), cancellationToken);
        return new WebhookEndpoint
        {
            Id = endpoint.Id,
            Url = endpoint.Url,
            Description = endpoint.Description,
            Types = endpoint.Types,
            Payload = endpoint.Payload,
            Enabled = endpoint.Enabled,
            MaxPerSecond = endpoint.MaxPerSecond,
            CreatedAt = endpoint.CreatedAt,
            DisabledReason = endpoint.DisabledReason,
            DisabledAt = endpoint.DisabledAt,
            PreviousSecretUntil = endpoint.PreviousUntil,
            LastSuccessAt = endpoint.Standing.LastSuccessAt,
            FailingSince = endpoint.Standing.FailingSince,
            LastError = endpoint.Standing.LastError,
            Succeeded = figures.Succeeded,
            Failed = figures.Failed,
            MeanMilliseconds = figures.Succeeded > 0 ? (double)figures.SuccessMilliseconds / figures.Succeeded : null,
            Waiting = figures.Waiting,
            WaitingSince = figures.WaitingSince,
            Dead = figures.Dead,
        };
    }

    public async Task<DeliveryDetail?> Show(StoredEndpoint endpoint, Guid deliveryId, CancellationToken cancellationToken)
    {
        var item = await feed.Find(endpoint.CompanyId, deliveryId, cancellationToken);
        if (await log.Get(endpoint, EndpointTypes.Of(endpoint.Types), deliveryId, item, cancellationToken) is not { Row: var row } found)
        {
            return null;
        }

        var payload = item is null ? null : (await bodies.Make(endpoint.CompanyId, endpoint.Payload, [item.Item], cancellationToken))[0];
        return new DeliveryDetail(row.ToDelivery(), payload is null ? null : Encoding.UTF8.GetString(payload), [.. found.Attempts]);
    }
}
