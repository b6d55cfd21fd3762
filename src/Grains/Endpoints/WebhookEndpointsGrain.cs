using System.Collections.Immutable;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Endpoints;

/// <inheritdoc cref="IWebhookEndpointsGrain"/>
internal sealed class WebhookEndpointsGrain(
    IEndpointStore store,
    IDeliveryLog log,
    IChangeFeed feed,
    EndpointViews views,
    EndpointSecrets secrets,
    WebhookSender sender,
    AuditTrail audit,
    IOptions<EndpointOptions> options,
    EndpointCalls calls,
    TimeProvider time) : Grain, IWebhookEndpointsGrain, ICompanyEndpointsGrain
{
    private static readonly EndpointResult NotFound = new() { Outcome = EndpointOutcome.NotFound };
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);

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

    public async Task<EndpointResult> Create(EndpointSettings settings, Caller caller, CancellationToken cancellationToken = default)
    {
        if (!await Owns(caller))
        {
            return NotFound;
        }

        if (EndpointRules.Check(settings, isNew: true, options.Value) is { IsEmpty: false } errors)
        {
            return new() { Outcome = EndpointOutcome.Invalid, FieldErrors = errors };
        }

        var id = Guid.CreateVersion7(time.GetUtcNow());
        var (shown, stored) = secrets.Make(CompanyId, id);
        var added = await store.Add(
            new NewEndpoint
            {
                CompanyId = CompanyId,
                Id = id,
                Url = settings.Url!,
                Description = settings.Description,
                Types = settings.Types is { IsDefault: false } types ? types : [],
                Payload = settings.Payload ?? EndpointPayload.Thin,
                Enabled = settings.Enabled ?? true,
                MaxPerSecond = settings.MaxPerSecond ?? 100,
                Secret = stored,
            },
            IWebhookEndpointsGrain.MostEndpoints,
            cancellationToken);
        if (added is null)
        {
            return new() { Outcome = EndpointOutcome.TooMany };
        }

        await Note("endpoint.create", id, caller);
        return await Saved(added, shown, cancellationToken);
    }

    public async Task<EndpointResult> Update(Guid endpointId, EndpointSettings settings, Caller caller, CancellationToken cancellationToken = default)
    {
        if (await Find(endpointId, caller, cancellationToken) is not { } endpoint)
        {
            return NotFound;
        }

        if (EndpointRules.Check(settings, isNew: false, options.Value) is { IsEmpty: false } errors)
        {
            return new() { Outcome = EndpointOutcome.Invalid, FieldErrors = errors };
        }

        await Halt(endpointId, atOnce: settings.Enabled is false);
        var saved = await store.Save(
            CompanyId,
            endpointId,
            new EndpointChange
            {
                Url = settings.Url ?? endpoint.Url,
                Description = settings.Description ?? endpoint.Description,
                Types = settings.Types is { IsDefault: false } types ? types : endpoint.Types,
                Payload = settings.Payload ?? endpoint.Payload,
                MaxPerSecond = settings.MaxPerSecond ?? endpoint.MaxPerSecond,
                Enabled = settings.Enabled,
                FromNow = settings.FromNow && (settings.Enabled ?? endpoint.Enabled),
            },
            cancellationToken);
        if (saved is null)
        {
            return NotFound;
        }

        await Note("endpoint.update", endpointId, caller);
        await Halt(endpointId, atOnce: !saved.Enabled);
        await Wake(endpointId);
        return await Saved(saved, secret: null, cancellationToken);
    }

    public async Task<bool> Delete(Guid endpointId, Caller caller, CancellationToken cancellationToken = default)
    {
        if (await Find(endpointId, caller, cancellationToken) is null)
        {
            return false;
        }

        await Remove(endpointId);
        await Note("endpoint.delete", endpointId, caller);
        return true;
    }

    public async Task<EndpointResult> RotateSecret(Guid endpointId, TimeSpan overlap, Caller caller, CancellationToken cancellationToken = default)
    {
        if (await Find(endpointId, caller, cancellationToken) is null)
        {
            return NotFound;
        }

        if (overlap < TimeSpan.Zero || overlap > LongestOverlap)
        {
            return new()
            {
                Outcome = EndpointOutcome.Invalid,
                FieldErrors = ImmutableDictionary<string, string>.Empty.Add("overlapHours", $"must be from 0 to {LongestOverlap.TotalHours:0}."),
            };
        }

        var (shown, stored) = secrets.Make(CompanyId, endpointId);
        await Halt(endpointId, atOnce: false);
        if (await store.Rotate(CompanyId, endpointId, stored, time.GetUtcNow() + overlap, cancellationToken) is not { } rotated)
        {
            return NotFound;
        }

        await Note("endpoint.rotate", endpointId, caller);
        await Wake(endpointId);
        return await Saved(rotated, shown, cancellationToken);
    }

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
        if (await Find(endpointId, caller, cancellationToken) is not { } endpoint
            || await feed.Find(CompanyId, deliveryId, cancellationToken) is not { } item)
        {
            return false;
        }

        await Halt(endpointId, atOnce: false);
        endpoint = await store.Find(CompanyId, endpointId, cancellationToken) ?? endpoint;
        if (await log.Get(endpoint, EndpointTypes.Of(endpoint.Types), deliveryId, item, cancellationToken) is not { Row: var row })
        {
            return false;
        }

        // What was not looked at yet is sent anyway, and in its turn.
        if (row.Position <= endpoint.Position)
        {
            await log.Resend(endpoint, row with { RecordKey = DeliveryWork.RecordKeyOf(item.Item) }, cancellationToken);
        }

        await Note("endpoint.replay", endpointId, caller);
        await Wake(endpointId);
        return true;
    }

    public async Task<long?> Replay(Guid endpointId, EndpointReplay replay, Caller caller, CancellationToken cancellationToken = default)
    {
        if (await Find(endpointId, caller, cancellationToken) is null)
        {
            return null;
        }

        var after = replay.After is { } cursor ? await feed.Locate(CompanyId, cursor, cancellationToken)
            : replay.Since is { } since ? await feed.Locate(CompanyId, since, cancellationToken)
            : 0;
        await Halt(endpointId, atOnce: false);
        if (await store.Find(CompanyId, endpointId, cancellationToken) is not { } endpoint)
        {
            return null;
        }

        var count = await log.Replay(endpoint, EndpointTypes.Of(endpoint.Types), after, replay.MissingOnly, cancellationToken);
        await Note("endpoint.replay", endpointId, caller);
        await Wake(endpointId);
        return count;
    }

    public async Task RemoveAll()
    {
        foreach (var endpoint in await store.List(CompanyId, CancellationToken.None))
        {
            await Remove(endpoint.Id);
        }
    }

    private async Task<bool> Owns(Caller caller) => await GrainFactory.GetGrain<ICompanyGrain>(this.GetPrimaryKeyString()).IsOwnedBy(caller.TenantId);

    private async Task<StoredEndpoint?> Find(Guid endpointId, Caller caller, CancellationToken cancellationToken) =>
        await Owns(caller) ? await store.Find(CompanyId, endpointId, cancellationToken) : null;

    private async Task<EndpointResult> Saved(StoredEndpoint endpoint, string? secret, CancellationToken cancellationToken) =>
        new() { Outcome = EndpointOutcome.Saved, Endpoint = await views.Show(endpoint, cancellationToken), Secret = secret };

    private Task Note(string action, Guid endpointId, Caller caller) => audit.Write(CompanyId, action, caller, $"endpoint {endpointId}");

    /// <summary>The row goes first: from then on nothing is noted, and nobody begins anew.</summary>
    private async Task Remove(Guid endpointId)
    {
        await store.Remove(CompanyId, endpointId, CancellationToken.None);
        await Halt(endpointId, atOnce: true);
    }

    private Task Halt(Guid endpointId, bool atOnce) => calls.Tell(CompanyId, endpointId, grain => grain.Halt(atOnce));

    private Task Wake(Guid endpointId) => calls.Tell(CompanyId, endpointId, grain => grain.Wake());
}
