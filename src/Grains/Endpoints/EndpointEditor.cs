using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Endpoints;

/// <summary>
/// Changes endpoints while they are delivered to: whoever delivers stops before the change, and begins anew after it and after the line of the audit trail.
/// </summary>
internal sealed class EndpointEditor(IEndpointStore store, EndpointSecrets secrets, EndpointCalls calls, AuditTrail audit, IOptions<EndpointOptions> options, TimeProvider time)
{
    private const int DefaultPerSecond = 100;

    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);

    public async Task<EndpointEdit> Create(string companyId, EndpointSettings settings, Caller caller, CancellationToken cancellationToken)
    {
        if (EndpointRules.Check(settings, isNew: true, options.Value) is { IsEmpty: false } errors)
        {
            return EndpointEdit.Invalid(errors);
        }

        var id = Guid.CreateVersion7(time.GetUtcNow());
        var (shown, stored) = secrets.Make(companyId, id);
        var added = await store.Add(
            new NewEndpoint
            {
                CompanyId = companyId,
                Id = id,
                Url = settings.Url!,
                Description = settings.Description,
                Types = settings.Types is { IsDefault: false } types ? types : [],
                Payload = settings.Payload ?? EndpointPayload.Thin,
                Enabled = settings.Enabled ?? true,
                MaxPerSecond = settings.MaxPerSecond ?? DefaultPerSecond,
                Secret = stored,
            },
            IWebhookEndpointsGrain.MostEndpoints,
            cancellationToken);
        if (added is null)
        {
            return new(EndpointOutcome.TooMany);
        }

        await Note("endpoint.create", companyId, id, caller);
        return new(EndpointOutcome.Saved, added, shown);
    }

    public async Task<EndpointEdit> Update(StoredEndpoint endpoint, EndpointSettings settings, Caller caller, CancellationToken cancellationToken)
    {
        if (EndpointRules.Check(settings, isNew: false, options.Value) is { IsEmpty: false } errors)
        {
            return EndpointEdit.Invalid(errors);
        }

        await calls.Halt(endpoint.CompanyId, endpoint.Id, atOnce: settings.Enabled is false);
        var saved = await store.Save(
            endpoint.CompanyId,
            endpoint.Id,
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
            return new(EndpointOutcome.NotFound);
        }

        await Note("endpoint.update", saved.CompanyId, saved.Id, caller);
        await calls.Halt(saved.CompanyId, saved.Id, atOnce: !saved.Enabled);
        await calls.Wake(saved.CompanyId, saved.Id);
        return new(EndpointOutcome.Saved, saved);
    }

    public async Task<EndpointEdit> RotateSecret(StoredEndpoint endpoint, TimeSpan overlap, Caller caller, CancellationToken cancellationToken)
    {
        if (overlap < TimeSpan.Zero || overlap > LongestOverlap)
        {
            return EndpointEdit.Invalid(ImmutableDictionary<string, string>.Empty.Add("overlapHours", $"must be from 0 to {LongestOverlap.TotalHours:0}."));
        }

        var (shown, stored) = secrets.Make(endpoint.CompanyId, endpoint.Id);
        await calls.Halt(endpoint.CompanyId, endpoint.Id, atOnce: false);
        if (await store.Rotate(endpoint.CompanyId, endpoint.Id, stored, time.GetUtcNow() + overlap, cancellationToken) is not { } rotated)
        {
            return new(EndpointOutcome.NotFound);
        }

        await Note("endpoint.rotate", endpoint.CompanyId, endpoint.Id, caller);
        await calls.Wake(endpoint.CompanyId, endpoint.Id);
        return new(EndpointOutcome.Saved, rotated, shown);
    }

    public async Task Delete(string companyId, Guid endpointId, Caller caller)
    {
        await Remove(companyId, endpointId);
        await Note("endpoint.delete", companyId, endpointId, caller);
    }

    /// <summary>The row goes first: from then on nothing is noted, and nobody begins anew.</summary>
    public async Task Remove(string companyId, Guid endpointId)
    {
        await store.Remove(companyId, endpointId, CancellationToken.None);
        await calls.Halt(companyId, endpointId, atOnce: true);
    }

    private Task Note(string action, string companyId, Guid endpointId, Caller caller) => audit.Write(companyId, action, caller, details: null, $"{endpointId}");
}

/// <summary>How a change of an endpoint ended.</summary>
/// <param name="Outcome">Whether it was saved.</param>
/// <param name="Endpoint">As it is now, when it was saved.</param>
/// <param name="Secret">One that was made now, to be shown once.</param>
internal sealed record EndpointEdit(EndpointOutcome Outcome, StoredEndpoint? Endpoint = null, string? Secret = null)
{
    /// <summary>Field name of the REST contract → what is wrong with it.</summary>
    public ImmutableDictionary<string, string> FieldErrors { get; private init; } = ImmutableDictionary<string, string>.Empty;

    public static EndpointEdit Invalid(ImmutableDictionary<string, string> errors) => new(EndpointOutcome.Invalid) { FieldErrors = errors };
}
