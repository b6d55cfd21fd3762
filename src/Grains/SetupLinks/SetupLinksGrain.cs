using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;

namespace Jobvite.Grains.SetupLinks;

/// <inheritdoc cref="ISetupLinksGrain"/>
internal sealed class SetupLinksGrain(ISetupLinkStore store, AuditTrail audit, TimeProvider time) : Grain, ISetupLinksGrain
{
    private string TenantId => TenantKey.TenantIdOf(this.GetPrimaryKeyString());

    public async Task<NewLink?> Create(TimeSpan lifetime, string? returnUrl, ImmutableArray<string> companies, Caller caller, CancellationToken cancellationToken)
    {
        var company = await Company();
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var (code, hash) = SetupCode.Make(id);
        var link = new NewSetupLink
        {
            Id = id,
            TenantId = TenantId,
            Companies = company is null ? companies : [company],
            Hash = hash,
            ReturnUrl = returnUrl,
            Lifetime = lifetime,
            CreatedBy = caller.Email ?? caller.Subject,
        };
        if (await store.Add(link, ISetupLinksGrain.MostLive, ISetupLinksGrain.MostListed, cancellationToken) is not { } added)
        {
            return null;
        }

        await audit.Write(company ?? IAuditGrain.ClusterKey, AuditActions.CreateSetupLink, caller, $"until {added.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC", $"{id}");
        return new NewLink(SetupLinkViews.Of(added), code);
    }

    public async Task<ImmutableArray<SetupLink>> List(CancellationToken cancellationToken) =>
        [.. (await store.List(TenantId, ISetupLinksGrain.MostListed, cancellationToken)).Select(SetupLinkViews.Of)];

    public async Task<bool> Revoke(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var ended = await store.Revoke(TenantId, id, cancellationToken);
        if (ended is true)
        {
            await audit.Write(await Company() ?? IAuditGrain.ClusterKey, AuditActions.RevokeSetupLink, caller, details: null, $"{id}");
        }

        return ended is not null;
    }

    private ValueTask<string?> Company() => GrainFactory.GetGrain<ITenantDirectoryGrain>(this.GetPrimaryKeyString()).GetCompany();
}
