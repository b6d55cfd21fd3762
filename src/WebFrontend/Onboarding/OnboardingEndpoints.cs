using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jobvite.WebFrontend;

/// <summary>The stored onboarding processes and their tasks, and the one thing that is written to Jobvite: milestones.</summary>
internal static class OnboardingEndpoints
{
    private const string Process = "onboarding process";

    public static void MapOnboarding(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup("/api/onboarding/processes", "Onboarding");

        group.MapGet("", List)
            .WithName("listProcesses")
            .WithSummary("Onboarding processes, newest change first unless sorted otherwise")
            .Produces<ItemPage<ProcessItem>>()
            .Problems(400, 404);
        group.MapGet("/{processId}", Show)
            .WithName("getProcess")
            .WithSummary("One onboarding process")
            .ProducesSingle<ProcessItem>()
            .Problems(404);
        group.MapGet("/{processId}/tasks", Tasks)
            .WithName("listProcessTasks")
            .WithSummary("The tasks of an onboarding process")
            .Produces<TaskList>()
            .Problems(404);
        group.MapPost("/{processId}/milestones", UpdateMilestones)
            .MayWaitForJobvite()
            .WithName("updateMilestones")
            .WithSummary("Add to or set the milestones of an onboarding process, in Jobvite")
            .Produces<MilestonesAnswer>()
            .Problems(400, 404, 502);
    }

    private static async Task<Ok<ItemPage<ProcessItem>>> List(
        CompanyScope scope,
        [AsParameters] ProcessQuery query,
        [AsParameters] SinceQuery since,
        [AsParameters] PageQuery page,
        string? include,
        CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var (filter, (updated, created), wanted, raw) = (query.Read(errors), since.Read(errors), page.Read(errors, ProcessQuery.SortColumns), RawJson.Wanted(include, errors));
        errors.ThrowIfAny();
        filter = filter with { UpdatedSince = updated, CreatedSince = created };
        return TypedResults.Ok(ItemPage.Of(await scope.Records.ListProcesses(filter, wanted, raw, cancellationToken), ProcessItem.Of));
    }

    private static async Task<IResult> Show(CompanyScope scope, string processId, CancellationToken cancellationToken) =>
        await scope.Records.GetProcess(await IdOf(scope, processId, cancellationToken), cancellationToken) is { } process
            ? SingleAnswer.Of(ProcessItem.Of(process), process.ReadAt)
            : Problem.NotFound(Process);

    private static async Task<IResult> Tasks(CompanyScope scope, string processId, CancellationToken cancellationToken) =>
        await scope.Records.ListTasks(await IdOf(scope, processId, cancellationToken), cancellationToken) is { } tasks
            ? TypedResults.Ok(new TaskList([.. tasks.Select(TaskItem.Of)]))
            : Problem.NotFound(Process);

    private static async Task<IResult> UpdateMilestones(
        CompanyScope scope, string processId, JsonBody<MilestonesRequest> body, CancellationToken cancellationToken)
    {
        var id = await IdOf(scope, processId, cancellationToken);
        var result = await scope.Tenant.UpdateMilestones(id, body.Value.Read(), scope.Caller, cancellationToken);
        return result switch
        {
            { Found: false } => Problem.NotFound(Process),
            { Error: null } => TypedResults.Ok(
                new MilestonesAnswer(true, "Milestones updated", result.Process is { } process ? ProcessItem.Of(process) : null)),
            _ => new Problem(result.RetryAfter is null ? StatusCodes.Status502BadGateway : StatusCodes.Status503ServiceUnavailable, result.Error)
            {
                RetryAfter = result.RetryAfter,
                Troubleshooting = result.WhatToDo is { } step ? [step] : null,
            },
        };
    }

    private static ValueTask<string> IdOf(CompanyScope scope, string processId, CancellationToken cancellationToken) =>
        PathId.Jobvite(scope, RecordKind.Process, processId, Process, cancellationToken);
}
