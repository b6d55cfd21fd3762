using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jobvite.WebFrontend;

/// <summary>The stored candidates.</summary>
internal static class CandidateEndpoints
{
    private const string Candidate = "candidate";

    public static void MapCandidates(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup("/api/integrations/jobvite/candidates", "Candidates");

        group.MapGet("", List)
            .WithName("listCandidates")
            .WithSummary("Candidates, newest change first unless sorted otherwise")
            .Produces<ItemPage<CandidateItem>>()
            .Problems(400, 404);
        group.MapGet("/{jobviteCandidateId}", Show)
            .WithName("getCandidate")
            .WithSummary("One candidate with every application")
            .ProducesSingle<CandidateItem>()
            .Problems(404);
    }

    private static async Task<Ok<ItemPage<CandidateItem>>> List(
        CompanyScope scope,
        [AsParameters] CandidateQuery query,
        [AsParameters] SinceQuery since,
        [AsParameters] PageQuery page,
        string? include,
        CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var (filter, (updated, created), wanted, raw) = (query.Read(errors), since.Read(errors), page.Read(errors, CandidateQuery.SortColumns), IncludeRaw.Wanted(include, errors));
        errors.ThrowIfAny();
        filter = filter with { UpdatedSince = updated, CreatedSince = created };
        if (Guid.TryParseExact(filter.JobId, "D", out var own))
        {
            filter = filter with { JobId = await scope.Records.FindJobviteId(RecordKind.Job, own, cancellationToken) ?? filter.JobId };
        }

        return TypedResults.Ok(ItemPage.Of(await RawReads.Noted(scope, raw, "candidates", await scope.Records.ListCandidates(filter, wanted, raw, cancellationToken), one => one.JobviteCandidateId), RecordItems.Of));
    }

    private static async Task<IResult> Show(CompanyScope scope, string jobviteCandidateId, CancellationToken cancellationToken)
    {
        var id = await PathId.Jobvite(scope, RecordKind.Candidate, jobviteCandidateId, Candidate, cancellationToken);
        if (await scope.Records.GetCandidate(id, cancellationToken) is not { } candidate)
        {
            return Problem.NotFound(Candidate);
        }

        await RawReads.Note(scope, Candidate, candidate.JobviteCandidateId);
        return SingleAnswer.Of(RecordItems.Of(candidate), candidate.ReadAt);
    }
}
