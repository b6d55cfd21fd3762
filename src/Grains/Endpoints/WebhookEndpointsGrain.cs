using System.Collections.Immutable;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
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
    AuditTrail audit,
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
        await Owns(caller) ? await Result("endpoint.create", await editor.Create(CompanyId, settings, cancellationToken), caller, cancellationToken) : NotFound;

    public async Task<EndpointResult> Update(Guid endpointId, EndpointSettings settings, Caller caller, CancellationToken cancellationToken = default) =>
        await Find(endpointId, caller, cancellationToken) is { } endpoint
            ? await Result("endpoint.update", await editor.Update(endpoint, settings, cancellationToken), caller, cancellationToken)
            : NotFound;

    public async Task<bool> Delete(Guid endpointId, Caller caller, CancellationToken cancellationToken = default)
    {
        if (await Find(endpointId, caller, cancellationToken) is null)
        {
            return false;
        }

        await editor.Remove(CompanyId, endpointId);
        await Note("endpoint.delete", endpointId, caller);
        return true;
    }

    public async Task<EndpointResult> RotateSecret(Guid endpointId, TimeSpan overlap, Caller caller, CancellationToken cancellationToken = default) =>
        await Find(endpointId, caller, cancellationToken) is { } endpoint
            ? await Result("endpoint.rotate", await editor.RotateSecret(endpoint, overlap, cancellationToken), caller, cancellationToken)
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

    public async Task<bool> Resend(Guid endpointId, Guid deliveryId, Caller caller, CancellationToken cancellationToken = default)
    {
        if (await Find(endpointId, caller, cancellationToken) is not { } endpoint || !await redelivery.Resend(endpoint, deliveryId, cancellationToken))
        {
            return false;
        }

        await Note("endpoint.replay", endpointId, caller);
        return true;
    }

    public async Task<long?> Replay(Guid endpointId, EndpointReplay replay, Caller caller, CancellationToken cancellationToken = default)
    {
        if (await Find(endpointId, caller, cancellationToken) is not { } endpoint || await redelivery.Replay(endpoint, replay, cancellationToken) is not { } count)
        {
            return null;
        }

        await Note("endpoint.replay", endpointId, caller);
        return count;
    }

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

    private async Task<EndpointResult> Result(string action, EndpointEdit edit, Caller caller, CancellationToken cancellationToken)
    {
        if (edit.Endpoint is not { } endpoint)
        {
            return new() { Outcome = edit.Outcome, FieldErrors = edit.FieldErrors };
        }

        await Note(action, endpoint.Id, caller);
        return new() { Outcome = edit.Outcome, Endpoint = await views.Show(endpoint, cancellationToken), Secret = edit.Secret };
    }

    private Task Note(string action, Guid endpointId, Caller caller) => audit.Write(CompanyId, action, caller, details: null, $"{endpointId}");
}
