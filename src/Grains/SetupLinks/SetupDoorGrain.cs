using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;
using Orleans.Concurrency;

namespace Jobvite.Grains.SetupLinks;

/// <inheritdoc cref="ISetupDoorGrain"/>
/// <remarks>Keeps nothing: made-up codes wake no actor of their own.</remarks>
[StatelessWorker]
internal sealed class SetupDoorGrain(ISetupLinkStore store, AuditTrail audit, TimeProvider time) : Grain, ISetupDoorGrain
{
    public async Task<SetupLink?> Open(string code, string? address, string browser, CancellationToken cancellationToken)
    {
        if (SetupCode.IdOf(code) is not { } id || await store.Find(id, cancellationToken) is not { } stored || !SetupCode.Fits(code, stored.Hash))
        {
            return null;
        }

        var (link, company) = await Check(stored);
        if (link is not null)
        {
            // Whose visit cannot be noted does not get in.
            await audit.Write(company ?? IAuditGrain.ClusterKey, AuditActions.OpenSetupLink, new Caller(link.TenantId, link.Subject, Address: address), browser, $"{id}");
            await store.NoteOpened(id, cancellationToken);
        }

        return link;
    }

    public async Task<SetupLink?> Find(Guid id) => await store.Find(id, CancellationToken.None) is { } stored ? (await Check(stored)).Link : null;

    public Task Bind(Guid id, string companyId) => store.Bind(id, companyId, CancellationToken.None);

    private async ValueTask<(SetupLink? Link, string? Company)> Check(StoredSetupLink stored)
    {
        var link = SetupLinkViews.Of(stored);
        if (!link.IsLive(time.GetUtcNow()))
        {
            return (null, null);
        }

        var company = await GrainFactory.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(link.TenantId).ToString()).GetCompany();
        return company is null || link.Companies.IsEmpty || link.Companies.Contains(company) ? (link, company) : (null, null);
    }
}

/// <summary>What others see of a stored link.</summary>
internal static class SetupLinkViews
{
    public static SetupLink Of(StoredSetupLink link) => new()
    {
        Id = link.Id,
        TenantId = link.TenantId,
        Companies = [.. link.Companies],
        ReturnUrl = link.ReturnUrl,
        CreatedBy = link.CreatedBy,
        CreatedAt = link.CreatedAt,
        ExpiresAt = link.ExpiresAt,
        RevokedAt = link.RevokedAt,
        LastOpenedAt = link.LastOpenedAt,
        Opened = link.Opened,
    };
}
