using System.Security.Claims;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>Notes who signs in and out of the console: in the trail of their company, and of operators, and of tenants without a company, in the cluster's.</summary>
internal sealed class SignInTrail(ClusterGrains grains)
{
    /// <param name="action"><see cref="AuditActions.SignIn"/> or <see cref="AuditActions.SignOut"/>.</param>
    /// <param name="user">What the token says.</param>
    /// <param name="http">The request; null when it is not the person's own.</param>
    /// <param name="details">For people.</param>
    public async Task Note(string action, ClaimsPrincipal user, HttpContext? http, string? details = null)
    {
        var tenantId = user.FindFirst(TenantAccess.TenantClaim)?.Value;
        var caller = TenantScope.CallerOf(http, user, tenantId ?? OperatorEndpoints.NoTenant);
        var company = TenantAccess.RefusalOf(user, HttpMethods.Get) is null ? await grains.Directory(tenantId!).GetCompany() : null;
        if (company is not null)
        {
            await grains.Audit(CompanyKey.Of(company)).Note(action, null, details, caller);
        }

        if (company is null || ConsoleAccess.IsOperator(user))
        {
            await grains.ClusterAudit.Note(action, null, details, caller);
        }
    }
}
