using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Access;

namespace Jobvite.WebFrontend;

/// <summary>What the people who run the cluster do. They need no tenant, only the scope.</summary>
internal static class OperatorEndpoints
{
    public const string Policy = "operator";

    /// <summary>Stands for the tenant in the audit trail when an operator's token names none; no tenant's token can.</summary>
    internal const string NoTenant = "(operator)";

    public static void MapOperators(this IEndpointRouteBuilder routes)
    {
        var operators = routes
            .MapGroup("/api/operators")
            .RequireAuthorization(Policy)
            .RequireRateLimiting(TenantEndpoints.RateLimit)
            .WithTags("Operators")
            .AddEndpointFilterFactory(DeclaredParameters.Require);
        operators.MapPost("/companies/{id}/release", Release)
            .MayWaitForJobvite()
            .WithName("releaseCompany")
            .WithSummary("Take a company from its tenant")
            .WithDescription($"Needs the scope `{ConsoleAccess.OperatorScope}`. The company is disconnected, its secrets are forgotten and all of its records are deleted; then it is free for whoever shows credentials that Jobvite accepts. Repeatable. Deleting much goes on after the answer, which is 202.")
            .Produces<ReleaseAnswer>()
            .Produces<ReleaseAnswer>(202)
            .Problems(404);
        operators.MapGet("/silos", ListSilos)
            .WithName("listSilos")
            .WithSummary("List the silos and their load")
            .WithDescription($"Needs the scope `{ConsoleAccess.OperatorScope}`. Silos that the cluster has declared dead are left out.")
            .Produces<SiloList>();
        operators.MapPost("/silos/{address}/drain", (string address, ClusterGrains grains, HttpContext http, CancellationToken cancellationToken) => Drain(address, drain: true, grains, http, cancellationToken))
            .WithName("drainSilo")
            .WithSummary("Let a silo give its companies to the others")
            .WithDescription($"Needs the scope `{ConsoleAccess.OperatorScope}`. For a silo that is to be stopped. `address` is the one that `GET /api/operators/silos` lists. The companies move within a minute, without an error for callers; the silo takes no others until it is started again or the drain is taken back. Repeatable.")
            .Produces<DrainAnswer>()
            .Problems(404, 409, 503);
        operators.MapDelete("/silos/{address}/drain", (string address, ClusterGrains grains, HttpContext http, CancellationToken cancellationToken) => Drain(address, drain: false, grains, http, cancellationToken))
            .WithName("undrainSilo")
            .WithSummary("Let a drained silo take companies again")
            .WithDescription($"Needs the scope `{ConsoleAccess.OperatorScope}`. Repeatable.")
            .Produces<DrainAnswer>()
            .Problems(404, 503);
    }

    /// <summary>The caller as the audit trail names them.</summary>
    public static Caller CallerOf(HttpContext http) => TenantScope.CallerOf(http, http.User.FindFirst(TenantAccess.TenantClaim)?.Value ?? NoTenant);

    private static async Task<IResult> ListSilos(ClusterGrains grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SiloList([.. (await grains.Overview.ListSilos(cancellationToken)).Select(SiloItem.Of)]));

    private static async Task<IResult> Drain(string address, bool drain, ClusterGrains grains, HttpContext http, CancellationToken cancellationToken)
    {
        var answer = await grains.Overview.DrainSilo(address, drain, CallerOf(http), cancellationToken);
        return answer.Outcome switch
        {
            SiloDrainOutcome.NotFound => Problem.NotFound("silo"),
            SiloDrainOutcome.NobodyElse => new Problem(StatusCodes.Status409Conflict, "No other silo could take its companies. Start another one first, or take back the drain of one."),
            SiloDrainOutcome.Silent => Problem.Unavailable("The silo did not answer. Try again, or stop it: the others then take its companies."),
            _ => TypedResults.Ok(new DrainAnswer(true, drain ? "The silo gives its companies to the others" : "The silo takes companies again", answer.Companies)),
        };
    }

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

/// <summary>The silos of the cluster.</summary>
/// <param name="Silos">By name.</param>
internal sealed record SiloList(IReadOnlyList<SiloItem> Silos);

/// <summary>A silo and its load.</summary>
/// <param name="Name">Its name in the cluster.</param>
/// <param name="Address">Its address and generation; another one after each start.</param>
/// <param name="Status">Orleans' word for its state, such as Active.</param>
/// <param name="Companies">How many companies live there.</param>
/// <param name="Draining">It gives its companies to the others and takes none.</param>
/// <param name="Activations">How many grains are active; null when the silo did not answer.</param>
/// <param name="CpuPercent">Processor use of the machine, 0 to 100.</param>
/// <param name="MemoryUsed">Memory in bytes.</param>
/// <param name="Overloaded">It refuses calls because of its load.</param>
internal sealed record SiloItem(
    string Name, string Address, string Status, int Companies, bool Draining, int? Activations, double CpuPercent, long MemoryUsed, bool Overloaded)
{
    public static SiloItem Of(SiloOverview silo) => new(
        silo.Name, silo.Address, silo.Status, silo.Companies, silo.IsDraining, silo.Activations, Math.Round(silo.CpuPercent, 1), silo.MemoryUsed, silo.Overloaded);
}

/// <summary>The silo gives its companies away, or takes them again.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For people.</param>
/// <param name="Companies">How many companies it has at this moment.</param>
internal sealed record DrainAnswer(bool Success, string Message, int Companies);

/// <summary>The company is no tenant's any more.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For people.</param>
/// <param name="DataDeleted">Whether everything that was stored is gone, so that the company can be connected again.</param>
internal sealed record ReleaseAnswer(bool Success, string Message, bool DataDeleted);
