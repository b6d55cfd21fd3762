using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend;

/// <summary>The audit trail of a tenant's company, and of what operators do.</summary>
internal static class AuditEndpoints
{
    private const string Description = """
        Newest first. `format=csv` sends every line that matches as one file, which is noted as an `export`. Lines of the tenant's own callers only; a line stays
        for `Jobvite__Retention__Audit`, 365 days by default.
        """;

    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapTenantGroup("/api/integrations/jobvite/audit", "Audit")
            .MapGet("", List)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .WithName("listAudit")
            .WithSummary("Who did what")
            .WithDescription(Description)
            .Produces<ItemPage<AuditItem>>()
            .Problems(400, 404);
        routes.MapGet("/api/operators/audit", ListOperators)
            .RequireAuthorization(OperatorEndpoints.Policy)
            .RequireRateLimiting(TenantEndpoints.RateLimit)
            .WithTags("Operators")
            .AddEndpointFilterFactory(DeclaredParameters.Require)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .WithName("listOperatorsAudit")
            .WithSummary("What operators did")
            .WithDescription("Releases, drains, their own sign-ins, and those of tenants that have no company. Otherwise as `listAudit`.")
            .Produces<ItemPage<AuditItem>>()
            .Problems(400);
    }

    /// <summary>For the console, whose own endpoints call it.</summary>
    internal static Task<IResult> List(CompanyScope scope, [AsParameters] AuditQuery query, [AsParameters] PageQuery page, CancellationToken cancellationToken) =>
        Answer(scope.Audit, scope.Caller, scope.Caller.TenantId, query, page, cancellationToken);

    /// <inheritdoc cref="List"/>
    internal static Task<IResult> ListOperators(
        HttpContext http, ClusterGrains grains, [AsParameters] AuditQuery query, [AsParameters] PageQuery page, CancellationToken cancellationToken) =>
        Answer(grains.ClusterAudit, OperatorEndpoints.CallerOf(http), tenantId: null, query, page, cancellationToken);

    private static async Task<IResult> Answer(IAuditGrain audit, Caller caller, string? tenantId, AuditQuery query, PageQuery page, CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var (filter, wanted, csv) = (query.Read(errors), page.Read(errors), query.WantsCsv(errors));
        errors.ThrowIfAny();
        if (!csv)
        {
            return TypedResults.Ok(ItemPage.Of(await audit.List(filter, wanted, tenantId, cancellationToken), AuditItem.Of));
        }

        await audit.Note(AuditActions.Export, "audit", "csv", caller);
        return await AuditCsv.Of(before => audit.ReadDown(filter, before, tenantId, cancellationToken));
    }
}
