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
            .WithSummary("Onboarding processes, newest change first unless sorted otherwise")
            .Produces<ItemPage<ProcessItem>>()
            .Problems(400, 404);
        group.MapGet("/{processId}", Show)
            .WithSummary("One onboarding process")
            .Produces<ProcessItem>()
            .Problems(404);
        group.MapGet("/{processId}/tasks", Tasks)
            .WithSummary("The tasks of an onboarding process, 1,000 a page")
            .Produces<TaskList>()
            .Problems(400, 404);
        group.MapPost("/{processId}/milestones", UpdateMilestones)
            .MayWaitForJobvite()
            .WithSummary("Add to or set the milestones of an onboarding process, in Jobvite")
            .Produces<MilestonesAnswer>()
            .WithDescription("Sent once. 504: it is not known whether Jobvite took them; look at the process before sending them again.")
            .Problems(400, 404, 502, 504);
    }

    private static async Task<Ok<ItemPage<ProcessItem>>> List(
        CompanyScope scope, [AsParameters] ProcessQuery query, [AsParameters] PageQuery page, string? include, CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var (filter, wanted, raw) = (query.Read(errors), page.Read(errors, ProcessQuery.SortColumns), RawJson.Wanted(include, errors));
        errors.ThrowIfAny();
        return TypedResults.Ok(ItemPage.Of(await scope.Records.ListProcesses(filter, wanted, raw, cancellationToken), ProcessItem.Of));
    }

    private static async Task<IResult> Show(CompanyScope scope, string processId, CancellationToken cancellationToken) =>
        await scope.Records.GetProcess(PathId.Text(processId, Process), cancellationToken) is { } process
            ? TypedResults.Ok(ProcessItem.Of(process))
            : Problem.NotFound(Process);

    private static async Task<IResult> Tasks(CompanyScope scope, string processId, string? page, CancellationToken cancellationToken)
    {
        var id = PathId.Text(processId, Process);
        var errors = new InputErrors();
        var number = QueryText.Number(page, 1, 1_000_000, "page", errors);
        errors.ThrowIfAny();
        return await scope.Records.ListTaskPage(id, number, cancellationToken) is { } tasks
            ? TypedResults.Ok(new TaskList([.. tasks.Items.Select(TaskItem.Of)], Pagination.Of(tasks)))
            : Problem.NotFound(Process);
    }

    private static async Task<IResult> UpdateMilestones(
        CompanyScope scope, string processId, JsonBody<MilestonesRequest> body, CancellationToken cancellationToken)
    {
        var id = PathId.Text(processId, Process);
        var result = await scope.Tenant.UpdateMilestones(id, body.Value.Read(), scope.Caller, cancellationToken);
        return result switch
        {
            { Found: false } => Problem.NotFound(Process),
            { Error: null } => TypedResults.Ok(
                new MilestonesAnswer(true, "Milestones updated", result.Process is { } process ? ProcessItem.Of(process) : null) { Warning = result.Note }),
            _ => new Problem(StatusOf(result), result.Error)
            {
                RetryAfter = result.RetryAfter,
                Troubleshooting = result.WhatToDo is { } step ? [step] : null,
            },
        };
    }

    private static int StatusOf(MilestoneResult failed) => failed switch
    {
        { Unknown: true } => StatusCodes.Status504GatewayTimeout,
        { RetryAfter: null } => StatusCodes.Status502BadGateway,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
