using System.Diagnostics.CodeAnalysis;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>
/// The only way from the front to a grain: which interface, under which key. A handler or page of a tenant's gets its company's grains through
/// <see cref="CompanyScope"/>. Thread-safe.
/// </summary>
/// <param name="factory">Makes references.</param>
/// <param name="kept">How many references of each of the three busiest sorts are kept.</param>
internal sealed class ClusterGrains(IGrainFactory factory, int kept = 4096)
{
    private readonly RecentReferences<ITenantDirectoryGrain> _directories = new(kept);
    private readonly RecentReferences<IRecordReaderGrain> _readers = new(kept);
    private readonly RecentReferences<IWebhookInboxGrain> _inboxes = new(kept);

    /// <summary>Operators only.</summary>
    public IClusterOverviewGrain Overview => factory.GetGrain<IClusterOverviewGrain>(IClusterOverviewGrain.Key);

    public IConnectedCompaniesGrain ConnectedCompanies => factory.GetGrain<IConnectedCompaniesGrain>(IConnectedCompaniesGrain.Key);

    public IFeedPositionsGrain FeedPositions => factory.GetGrain<IFeedPositionsGrain>(IFeedPositionsGrain.Key);

    public IFrontKeyRingGrain FrontKeyRing => factory.GetGrain<IFrontKeyRingGrain>(IFrontKeyRingGrain.Key);

    public IDatabaseGrain Database => factory.GetGrain<IDatabaseGrain>(0);

    public IManagementGrain Management => factory.GetGrain<IManagementGrain>(0);

    /// <exception cref="ArgumentException">No tenant can have this id.</exception>
    public ITenantDirectoryGrain Directory(string tenantId) =>
        _directories.Find(tenantId) ?? _directories.Keep(tenantId, factory.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(tenantId).ToString()));

    public ITenantGrain Tenant(CompanyKey company) => factory.GetGrain<ITenantGrain>(company.ToString());

    public IRecordReaderGrain Records(CompanyKey company) =>
        _readers.Find(company.CompanyId) ?? _readers.Keep(company.CompanyId, factory.GetGrain<IRecordReaderGrain>(company.ToString()));

    public IAuditGrain Audit(CompanyKey company) => factory.GetGrain<IAuditGrain>(company.ToString());

    /// <summary>What operators do to no company in particular.</summary>
    public IAuditGrain ClusterAudit => factory.GetGrain<IAuditGrain>(IAuditGrain.ClusterKey);

    public IChangeFeedGrain Changes(CompanyKey company) => factory.GetGrain<IChangeFeedGrain>(company.ToString());

    public IWebhookEndpointsGrain WebhookEndpoints(CompanyKey company) => factory.GetGrain<IWebhookEndpointsGrain>(company.ToString());

    public ISavedViewsGrain SavedViews(CompanyKey company) => factory.GetGrain<ISavedViewsGrain>(company.ToString());

    public INoticesGrain Notices(CompanyKey company) => factory.GetGrain<INoticesGrain>(company.ToString());

    /// <summary>One for each export.</summary>
    public IExportGrain NewExport(CompanyKey company) => factory.GetGrain<IExportGrain>(IExportGrain.KeyOf(company));

    public IPersonalDataGrain PersonalData(CompanyKey company) => factory.GetGrain<IPersonalDataGrain>(company.ToString());

    /// <summary>False when no company can have this id, which comes from a path that anybody may have written.</summary>
    public bool TryGetInbox(string companyId, [NotNullWhen(true)] out IWebhookInboxGrain? inbox)
    {
        inbox = _inboxes.Find(companyId);
        if (inbox is null && CompanyKey.TryCreate(companyId, out var company))
        {
            inbox = _inboxes.Keep(companyId, factory.GetGrain<IWebhookInboxGrain>(company.ToString()));
        }

        return inbox is not null;
    }

    public IPersonSessionsGrain PersonSessions(string personKey) => factory.GetGrain<IPersonSessionsGrain>(personKey);

    public ISetupLinksGrain SetupLinks(string tenantId) => factory.GetGrain<ISetupLinksGrain>(TenantKey.Of(tenantId).ToString());

    public ISetupDoorGrain SetupDoor => factory.GetGrain<ISetupDoorGrain>(ISetupDoorGrain.Key);

    /// <summary>The index that knows the sessions which an authority calls by this name.</summary>
    public ISessionIndexGrain SessionIndex(string name) => factory.GetGrain<ISessionIndexGrain>(ISessionIndexGrain.KeyOf(name));

    /// <summary>
    /// The references that were used last. To make one is to look up the interface's attributes by reflection: a twelfth of what a refused webhook
    /// cost here (measured). A reference is an address and no answer, so it never goes stale. Two ids with one slot replace each other.
    /// </summary>
    private sealed class RecentReferences<TGrain>(int slots)
        where TGrain : class
    {
        private readonly Entry?[] _entries = new Entry?[slots];

        public TGrain? Find(string id) => Volatile.Read(ref Slot(id)) is { } entry && entry.Id == id ? entry.Grain : null;

        public TGrain Keep(string id, TGrain grain)
        {
            Volatile.Write(ref Slot(id), new Entry(id, grain));
            return grain;
        }

        private ref Entry? Slot(string id) => ref _entries[(uint)string.GetHashCode(id, StringComparison.Ordinal) % (uint)_entries.Length];

        private sealed record Entry(string Id, TGrain Grain);
    }
}
