using System.Security.Claims;
using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Authorization;

namespace Jobvite.WebFrontend;

/// <summary>
/// What a token must say: one tenant, and the scope for what is asked (<see cref="TokenClaims"/> says what a token without scopes allows). The scope follows from the method,
/// so that an endpoint cannot be mapped with the wrong one.
/// </summary>
internal sealed class TenantAccess : AuthorizationHandler<TenantAccess>, IAuthorizationRequirement
{
    public const string Policy = "tenant";
    public const string TenantClaim = "tenant_id";
    public const string ScopeClaim = "scope";

    /// <summary>A token may name the one company that its tenant may connect.</summary>
    public const string CompanyClaim = "jobvite_company";

    public const string ReadScope = "jobvite.read";
    public const string ManageScope = "jobvite.manage";

    /// <summary>Whatever the method, for what changes no data.</summary>
    public bool ReadingIsEnough { get; init; }

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, TenantAccess requirement)
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            return Task.CompletedTask;
        }

        var method = requirement.ReadingIsEnough ? HttpMethods.Get : (context.Resource as HttpContext)?.Request.Method ?? HttpMethods.Post;
        if (RefusalOf(context.User, method) is { } reason)
        {
            context.Fail(new(this, reason));
        }
        else
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    /// <summary>Why a token does not allow a method; null when it does.</summary>
    internal static string? RefusalOf(ClaimsPrincipal user, string method)
    {
        var tenants = user.FindAll(TenantClaim).Select(c => c.Value).ToArray();
        if (tenants is not [var tenant] || !TenantKey.TryCreate(tenant, out _))
        {
            return $"The token's claim {TenantClaim} must name exactly one tenant, with 1 to {TenantKey.MaxLength} printable characters.";
        }

        var needed = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? ReadScope : ManageScope;
        return user.FindAll(ScopeClaim).Any(c => c.Value.Split(' ').Contains(needed, StringComparer.Ordinal))
            ? null
            : $"The token's scope does not include {needed}.";
    }
}
