using System.Collections.Immutable;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Endpoints;

/// <inheritdoc cref="IWebhookEndpointsGrain"/>
internal sealed class WebhookEndpointsGrain(
    IEndpointStore store,
    IDeliveryLog log,
    EndpointViews views,
    EndpointEditor editor,
    Redelivery redelivery,
    EndpointSecrets secrets,
    WebhookSender sender,
    TimeProvider time) : Grain, IWebhookEndpointsGrain, ICompanyEndpointsGrain
{
    private static readonly EndpointResult NotFound = new() { Outcome = EndpointOutcome.NotFound };

    private string CompanyId => CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());

    public async Task<ImmutableArray<WebhookEndpoint>> List(Caller caller, CancellationToken cancellationToken = default)
    {
        if (!await Owns(caller))
        {
            return [];
        }

        List<WebhookEndpoint> shown = [];
        foreach (var endpoint in await store.List(CompanyId, cancellationToken))
        {
            shown.Add(await views.Show(endpoint, cancellationToken));
        }

        return [.. shown];
    }

    public async Task<WebhookEndpoint?> Get(Guid endpointId, Caller caller, CancellationToken cancellationToken = default) =>
        await Find(endpointId, caller, cancellationToken) is { } endpoint ? await views.Show(endpoint, cancellationToken) : null;

    public async Task<EndpointResult> Create(EndpointSettings settings, Caller caller, CancellationToken cancellationToken = default) =>
        await Owns(caller) ? await Result(await editor.Create(CompanyId, settings, caller, cancellationToken), cancellationToken) : NotFound;

    public async Task<EndpointResult> Update(Guid endpointId, EndpointSettings settings, Caller caller, CancellationToken cancellationToken = default) =>
        await Find(endpointId, caller, cancellationToken) is { } endpoint
            ? await Result(await editor.Update(endpoint, settings, caller, cancellationToken), cancellationToken)
            : NotFound;

    public async Task<bool> Delete(Guid endpointId, Caller caller, CancellationToken cancellationToken = default)
    {
        if (await Find(endpointId, caller, cancellationToken) is null)
        {
            return false;
        }

        await editor.Delete(CompanyId, endpointId, caller);
        return true;
    }

    public async Task<EndpointResult> RotateSecret(Guid endpointId, TimeSpan overlap, Caller caller, CancellationToken cancellationToken = default) =>
        await Find(endpointId, caller, cancellationToken) is { } endpoint
            ? await Result(await editor.RotateSecret(endpoint, overlap, caller, cancellationToken), cancellationToken)
            : NotFound;

    public async Task<DeliveryAttempt?> Test(Guid endpointId, Caller caller, CancellationToken cancellationToken = default)
    {
        if (await Find(endpointId, caller, cancellationToken) is not { } endpoint)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var request = new DeliveryRequest(new Uri(endpoint.Url), Guid.CreateVersion7(now), DeliveryBodies.Test(endpointId, now), secrets.SignersOf(endpoint), IsFailing: true);
        return (await sender.Send(request, cancellationToken)).Attempt;
    }

    public async Task<Page<Delivery>?> ListDeliveries(Guid endpointId, DeliveryFilter filter, PageRequest page, Caller caller, CancellationToken cancellationToken = default) =>
        await Find(endpointId, caller, cancellationToken) is { } endpoint
            ? await log.List(endpoint, EndpointTypes.Of(endpoint.Types), filter, page, cancellationToken)
            : null;

    public async Task<DeliveryDetail?> GetDelivery(Guid endpointId, Guid deliveryId, Caller caller, CancellationToken cancellationToken = default) =>
        await Find(endpointId, caller, cancellationToken) is { } endpoint ? await views.Show(endpoint, deliveryId, cancellationToken) : null;

    public async Task<bool> Resend(Guid endpointId, Guid deliveryId, Caller caller, CancellationToken cancellationToken = default) =>
        await Find(endpointId, caller, cancellationToken) is { } endpoint && await redelivery.Resend(endpoint, deliveryId, caller, cancellationToken);

    public async Task<long?> Replay(Guid endpointId, EndpointReplay replay, Caller caller, CancellationToken cancellationToken = default) =>
        await Find(endpointId, caller, cancellationToken) is { } endpoint ? await redelivery.Replay(endpoint, replay, caller, cancellationToken) : null;

    public async Task RemoveAll()
    {
        foreach (var endpoint in await store.List(CompanyId, CancellationToken.None))
        {
            await editor.Remove(CompanyId, endpoint.Id);
        }
    }

    private async Task<bool> Owns(Caller caller) => await GrainFactory.GetGrain<ICompanyGrain>(this.GetPrimaryKeyString()).IsOwnedBy(caller.TenantId);

    private async Task<StoredEndpoint?> Find(Guid endpointId, Caller caller, CancellationToken cancellationToken) =>
        await Owns(caller) ? await store.Find(CompanyId, endpointId, cancellationToken) : null;

    private async Task<EndpointResult> Result(EndpointEdit edit, CancellationToken cancellationToken) => new()
    {
        Outcome = edit.Outcome,
        FieldErrors = edit.FieldErrors,
        Endpoint = edit.Endpoint is { } endpoint ? await views.Show(endpoint, cancellationToken) : null,
        Secret = edit.Secret,
    };
}
