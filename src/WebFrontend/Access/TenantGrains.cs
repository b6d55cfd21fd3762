using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Finds the grains that nearly every request of a tenant's asks. Thread-safe.</summary>
internal sealed class TenantGrains(IGrainFactory grains)
{
    private readonly GrainReferences<ITenantDirectoryGrain> _directories = new(tenantId => grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(tenantId).ToString()));
    private readonly GrainReferences<IRecordReaderGrain> _readers = new(companyId => grains.GetGrain<IRecordReaderGrain>(CompanyKey.Of(companyId).ToString()));

    /// <exception cref="ArgumentException">No tenant can have this id.</exception>
    public ITenantDirectoryGrain Directory(string tenantId) => _directories.Find(tenantId)!;

    public IRecordReaderGrain Records(CompanyKey company) => _readers.Find(company.CompanyId)!;

    public ITenantGrain Tenant(CompanyKey company) => grains.GetGrain<ITenantGrain>(company.ToString());
}
