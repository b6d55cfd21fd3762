using System.Reflection;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>The calling tenant, from the validated token and from nowhere else.</summary>
internal sealed record TenantScope(ITenantDirectoryGrain Directory, Caller Caller)
{
    private const int MaxPersonLength = 256;

    public static ValueTask<TenantScope?> BindAsync(HttpContext context, ParameterInfo parameter) => new(Of(context));

    public static TenantScope Of(HttpContext context)
    {
        // The policy has made sure of the claim; without it this must fail, not fall back.
        var tenantId = context.User.FindFirst(TenantAccess.TenantClaim)?.Value ?? throw new InvalidOperationException("An endpoint for tenants was mapped without its policy.");
        return new(
            context.RequestServices.GetRequiredService<TenantGrains>().Directory(tenantId),
            CallerOf(context, tenantId));
    }

    /// <summary>The person behind a request, for the audit trail.</summary>
    public static Caller CallerOf(HttpContext context, string tenantId) => new(tenantId, PersonOf(context, "sub"), PersonOf(context, "email"));

    /// <summary>The tenant's company, connected or with its records kept; null when there is none.</summary>
    public async ValueTask<CompanyKey?> FindCompany() => await Directory.GetCompany() is { } companyId ? CompanyKey.Of(companyId) : null;

    private static string? PersonOf(HttpContext context, string claim) => context.User.FindFirst(claim)?.Value switch
    {
        { Length: > MaxPersonLength } value => value[..MaxPersonLength],
        var value => value,
    };
}
