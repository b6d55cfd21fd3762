using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jobvite.WebFrontend;

/// <summary>The stored jobs.</summary>
internal static class JobEndpoints
{
    private const string Job = "job";

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup("/api/integrations/jobvite/jobs", "Jobs");

        group.MapGet("", List)
            .WithName("listJobs")
            .WithSummary("Jobs, newest change first unless sorted otherwise")
            .Produces<ItemPage<JobItem>>()
            .Problems(400, 404);
        group.MapGet("/{jobviteJobId}", Show)
            .WithName("getJob")
            .WithSummary("One job")
            .ProducesSingle<JobItem>()
            .Problems(404);
        group.MapGet("/{jobviteJobId}/candidates", Candidates)
            .WithName("listJobCandidates")
            .WithSummary("Candidates with an application to a job")
            .Produces<ItemPage<CandidateItem>>()
            .Problems(400, 404);
    }

    private static async Task<Ok<ItemPage<JobItem>>> List(
        CompanyScope scope,
        [AsParameters] JobQuery query,
        [AsParameters] SinceQuery since,
        [AsParameters] PageQuery page,
        string? include,
        CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var (filter, wanted, raw) = (query.Read(since, errors), page.Read(errors, JobQuery.SortColumns), IncludeRaw.Wanted(include, errors));
        errors.ThrowIfAny();
        return TypedResults.Ok(ItemPage.Of(await RawReads.Noted(scope, raw, "jobs", await scope.Records.ListJobs(filter, wanted, raw, cancellationToken), job => job.JobviteJobId), RecordItems.Of));
    }

    private static async Task<IResult> Show(CompanyScope scope, string jobviteJobId, CancellationToken cancellationToken)
    {
        if (await scope.Records.GetJob(await PathId.Jobvite(scope, RecordKind.Job, jobviteJobId, Job, cancellationToken), cancellationToken) is not { } job)
        {
            return Problem.NotFound(Job);
        }

        await RawReads.Note(scope, "job", job.JobviteJobId);
        return SingleAnswer.Of(RecordItems.Of(job), job.ReadAt);
    }

    private static async Task<IResult> Candidates(
        CompanyScope scope,
        string jobviteJobId,
        [AsParameters] SinceQuery since,
        [AsParameters] PageQuery page,
        string? include,
        CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var ((updated, created), wanted, raw) = (since.Read(errors), page.Read(errors, CandidateQuery.SortColumns), IncludeRaw.Wanted(include, errors));
        errors.ThrowIfAny();

        var jobId = await PathId.Jobvite(scope, RecordKind.Job, jobviteJobId, Job, cancellationToken);
        var reader = scope.Records;
        if (await reader.GetJob(jobId, cancellationToken) is not { } job)
        {
            return Problem.NotFound(Job);
        }

        var filter = new CandidateFilter { JobId = job.JobviteJobId, UpdatedSince = updated, CreatedSince = created };
        return TypedResults.Ok(ItemPage.Of(await RawReads.Noted(scope, raw, "candidates", await reader.ListCandidates(filter, wanted, raw, cancellationToken), one => one.JobviteCandidateId), RecordItems.Of));
    }
}
