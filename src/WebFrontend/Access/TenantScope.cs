using System.Net;
using System.Reflection;
using System.Security.Claims;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>The calling tenant, from the validated token and from nowhere else.</summary>
internal sealed record TenantScope(ClusterGrains Grains, Caller Caller)
{
    private const int MaxClaimLength = 256;

    public ITenantDirectoryGrain Directory { get; } = Grains.Directory(Caller.TenantId);

    public static ValueTask<TenantScope?> BindAsync(HttpContext context, ParameterInfo parameter) => new(Of(context));

    public static TenantScope Of(HttpContext context)
    {
        // The policy has made sure of the claim; without it this must fail, not fall back.
        var tenantId = context.User.FindFirst(TenantAccess.TenantClaim)?.Value ?? throw new InvalidOperationException("An endpoint for tenants was mapped without its policy.");
        return new(context.RequestServices.GetRequiredService<ClusterGrains>(), CallerOf(context, tenantId));
    }

    /// <summary>The person behind a request, for the audit trail.</summary>
    public static Caller CallerOf(HttpContext context, string tenantId) => CallerOf(context, context.User, tenantId);

    /// <param name="context">The person's own request, whose address behind trusted proxies is noted; null without one.</param>
    /// <param name="user">What the token says.</param>
    /// <param name="tenantId">The tenant.</param>
    public static Caller CallerOf(HttpContext? context, ClaimsPrincipal user, string tenantId) =>
        new(tenantId, ClaimOf(user, "sub"), ClaimOf(user, "email"), AddressOf(context?.Connection.RemoteIpAddress), ClaimOf(user, "jti"));

    /// <summary>The tenant's company, connected or with its records kept; null when there is none.</summary>
    public async ValueTask<CompanyScope?> FindCompany() =>
        await Directory.GetCompany() is { } companyId ? new(Grains, CompanyKey.Of(companyId), Caller) : null;

    private static string? AddressOf(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();

    private static string? ClaimOf(ClaimsPrincipal user, string claim) => user.FindFirst(claim)?.Value switch
    {
        { Length: > MaxClaimLength } value => value[..MaxClaimLength],
        var value => value,
    };
}

/// <summary>
/// The calling tenant's company. A handler that takes this parameter cannot run for a tenant without one, and has no other way
/// to a company's grains than through it.
/// </summary>
internal sealed record CompanyScope(ClusterGrains Grains, CompanyKey Company, Caller Caller)
{
    public string CompanyId => Company.CompanyId;

    public ITenantGrain Tenant => Grains.Tenant(Company);

    public IRecordReaderGrain Records => Grains.Records(Company);

    public IPersonalDataGrain PersonalData => Grains.PersonalData(Company);

    public IChangeFeedGrain Changes => Grains.Changes(Company);

    public IWebhookEndpointsGrain WebhookEndpoints => Grains.WebhookEndpoints(Company);

    public ISavedViewsGrain SavedViews => Grains.SavedViews(Company);

    public INoticesGrain Notices => Grains.Notices(Company);

    /// <summary>One for each export.</summary>
    public IExportGrain NewExport() => Grains.NewExport(Company);

    public IAuditGrain Audit => Grains.Audit(Company);

    /// <exception cref="RequestRefusedException">404: the tenant has no company.</exception>
    public static async ValueTask<CompanyScope?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        await TenantScope.Of(context).FindCompany() ?? throw new RequestRefusedException(Problem.NotConnected());
}
