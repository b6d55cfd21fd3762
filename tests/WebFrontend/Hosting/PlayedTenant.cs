using System.Net.Http.Headers;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>A tenant, its token and the grains that answer for it.</summary>
internal sealed class PlayedTenant
{
    private readonly FrontHost _front;

    public PlayedTenant(FrontHost front, string tenantId, string? companyId)
    {
        (_front, TenantId, CompanyId) = (front, tenantId, companyId ?? "none");
        Directory.GetCompany().Returns(_ => new ValueTask<string?>(companyId));
        Client = ClientWith(Tokens.For(tenantId));
    }

    public string TenantId { get; }

    public string CompanyId { get; }

    public HttpClient Client { get; }

    public ITenantDirectoryGrain Directory => _front.Grain<ITenantDirectoryGrain>(TenantKey.Of(TenantId).ToString());

    public ITenantGrain Grain => _front.Grain<ITenantGrain>(CompanyKey.Of(CompanyId).ToString());

    public IRecordReaderGrain Records => _front.Grain<IRecordReaderGrain>(CompanyKey.Of(CompanyId).ToString());

    public IChangeFeedGrain Changes => _front.Grain<IChangeFeedGrain>(CompanyKey.Of(CompanyId).ToString());

    public IWebhookEndpointsGrain Endpoints => _front.Grain<IWebhookEndpointsGrain>(CompanyKey.Of(CompanyId).ToString());

    public IExportGrain Export => _front.Grain<IExportGrain>(CompanyId);

    public IAuditGrain Audit => _front.Grain<IAuditGrain>(CompanyKey.Of(CompanyId).ToString());

    public INoticesGrain Notices => _front.Grain<INoticesGrain>(CompanyKey.Of(CompanyId).ToString());

    public IPersonalDataGrain Personal => _front.Grain<IPersonalDataGrain>(CompanyKey.Of(CompanyId).ToString());

    public ISavedViewsGrain SavedViews => _front.Grain<ISavedViewsGrain>(CompanyKey.Of(CompanyId).ToString());

    /// <summary>What <see cref="SavedViews"/> keeps.</summary>
    public MemoryViews Views => _front.Views(CompanyKey.Of(CompanyId).ToString());

    public IWebhookInboxGrain Inbox => _front.Grain<IWebhookInboxGrain>(CompanyKey.Of(CompanyId).ToString());

    public HttpClient ClientWith(string token)
    {
        var client = _front.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
