using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Access;

namespace Jobvite.WebFrontend;

/// <summary>What the people who run the cluster do. They need no tenant, only the scope.</summary>
internal static class OperatorEndpoints
{
    public const string Policy = "operator";

    /// <summary>Stands for the tenant in the audit trail when an operator's token names none; no tenant's token can.</summary>
    private const string NoTenant = "(operator)";

    public static void MapOperators(this IEndpointRouteBuilder routes) => routes
        .MapGroup("/api/operators")
        .RequireAuthorization(Policy)
        .RequireRateLimiting(TenantEndpoints.RateLimit)
        .WithTags("Operators")
        .AddEndpointFilterFactory(DeclaredParameters.Require)
        .MapPost("/companies/{id}/release", Release)
        .MayWaitForJobvite()
        .WithName("releaseCompany")
        .WithSummary("Take a company from its tenant")
        .WithDescription($"Needs the scope `{ConsoleAccess.OperatorScope}`. The company is disconnected, its secrets are forgotten and all of its records are deleted; then it is free for whoever shows credentials that Jobvite accepts. Repeatable. Deleting much goes on after the answer, which is 202.")
        .Produces<ReleaseAnswer>()
        .Produces<ReleaseAnswer>(202)
        .Problems(404);

    /// <summary>The caller as the audit trail names them.</summary>
    public static Caller CallerOf(HttpContext http) => TenantScope.CallerOf(http, http.User.FindFirst(TenantAccess.TenantClaim)?.Value ?? NoTenant);

    private static async Task<IResult> Release(string id, ClusterGrains grains, HttpContext http, CancellationToken cancellationToken)
    {
        if (!CompanyKey.TryCreate(id, out var company))
        {
            return Problem.NotFound("company");
        }

        var release = await grains.Overview.Release(company.CompanyId, CallerOf(http), cancellationToken);
        return !release.WasOwned ? TypedResults.Ok(new ReleaseAnswer(true, "No tenant has this company", DataDeleted: true))
            : release.IsFree ? TypedResults.Ok(new ReleaseAnswer(true, "The company was taken from its tenant and its records are deleted", DataDeleted: true))
            : TypedResults.Accepted(
                uri: (string?)null, new ReleaseAnswer(true, "The company was taken from its tenant; its records are not shown any more and are being deleted", DataDeleted: false));
    }
}

/// <summary>The company is no tenant's any more.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For people.</param>
/// <param name="DataDeleted">Whether everything that was stored is gone, so that the company can be connected again.</param>
internal sealed record ReleaseAnswer(bool Success, string Message, bool DataDeleted);
