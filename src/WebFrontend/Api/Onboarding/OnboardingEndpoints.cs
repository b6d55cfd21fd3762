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
            .WithSummary("The tasks of an onboarding process, 1,000 a page")
            .Produces<TaskList>()
            .Problems(400, 404);
        group.MapPost("/{processId}/milestones", UpdateMilestones)
            .MayWaitForJobvite()
            .WithName("updateMilestones")
            .WithSummary("Add to or set the milestones of an onboarding process, in Jobvite")
            .Produces<MilestonesAnswer>()
            .WithDescription("Sent once. 504: it is not known whether Jobvite took them; look at the process before sending them again.")
            .Problems(400, 404, 502, 504);
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
        var (filter, (updated, created), wanted, raw) = (query.Read(errors), since.Read(errors), page.Read(errors, ProcessQuery.SortColumns), IncludeRaw.Wanted(include, errors));
        errors.ThrowIfAny();
        filter = filter with { UpdatedSince = updated, CreatedSince = created };
        return TypedResults.Ok(ItemPage.Of(await RawReads.Noted(scope, raw, "processes", await scope.Records.ListProcesses(filter, wanted, raw, cancellationToken), one => one.JobviteProcessId), RecordItems.Of));
    }

    private static async Task<IResult> Show(CompanyScope scope, string processId, CancellationToken cancellationToken)
    {
        if (await scope.Records.GetProcess(await IdOf(scope, processId, cancellationToken), cancellationToken) is not { } process)
        {
            return Problem.NotFound(Process);
        }

        await RawReads.Note(scope, "process", process.JobviteProcessId);
        return SingleAnswer.Of(RecordItems.Of(process), process.ReadAt);
    }

    private static async Task<IResult> Tasks(CompanyScope scope, string processId, string? page, CancellationToken cancellationToken)
    {
        var id = await IdOf(scope, processId, cancellationToken);
        var errors = new InputErrors();
        var number = QueryText.Number(page, 1, 1_000_000, "page", errors);
        errors.ThrowIfAny();
        if (await scope.Records.ListTaskPage(id, number, cancellationToken) is not { } tasks)
        {
            return Problem.NotFound(Process);
        }

        await RawReads.Note(scope, "tasks of the process", id);
        return TypedResults.Ok(new TaskList([.. tasks.Items.Select(RecordItems.Of)], Pagination.Of(tasks)));
    }

    private static async Task<IResult> UpdateMilestones(
        CompanyScope scope, string processId, JsonBody<MilestonesRequest> body, CancellationToken cancellationToken)
    {
        var id = await IdOf(scope, processId, cancellationToken);
        var result = await scope.Tenant.UpdateMilestones(id, body.Value.Read(), scope.Caller, cancellationToken);
        return result switch
        {
            { Found: false } => Problem.NotFound(Process),
            { Error: null } => TypedResults.Ok(
                new MilestonesAnswer(true, "Milestones updated", result.Process is { } process ? RecordItems.Of(process) : null) { Warning = result.Note }),
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

    private static ValueTask<string> IdOf(CompanyScope scope, string processId, CancellationToken cancellationToken) =>
        PathId.Jobvite(scope, RecordKind.Process, processId, Process, cancellationToken);
}

/// <summary>A change to a process's milestones.</summary>
internal sealed record MilestonesRequest : IJsonRequest
{
    /// <inheritdoc/>
    public static bool MayBeEmpty => false;

    /// <summary>1–50 names of 1–200 characters.</summary>
    public IReadOnlyList<string>? Milestones { get; init; }

    /// <summary>add (default) or set.</summary>
    public string? Operation { get; init; }

    public MilestoneChange Read()
    {
        var errors = new InputErrors();
        string[] names = [.. Milestones ?? []];
        if (names.Length is 0 or > MilestoneChange.MaxMilestones || names.Any(n => string.IsNullOrWhiteSpace(n) || n.Length > MilestoneChange.MaxNameLength))
        {
            errors.Add("milestones", $"must be a list of 1 to {MilestoneChange.MaxMilestones} names of 1 to {MilestoneChange.MaxNameLength} characters each.");
        }

        var operation = EnumInput.Read<MilestoneOperation>(Operation, "operation", errors) ?? MilestoneOperation.Add;
        errors.ThrowIfAny();
        return new([.. names], operation);
    }
}

/// <summary>Jobvite took the milestones.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="Process">The process as it stands now.</param>
public sealed record MilestonesAnswer(bool Success, string Message, ProcessItem? Process)
{
    /// <summary>Why the process may be shown older than it is; null when it was read again.</summary>
    public string? Warning { get; init; }
}

/// <summary>A process's tasks, newest change first.</summary>
/// <param name="Items">At most 1,000.</param>
/// <param name="Pagination">How many there are in all; <c>?page=2</c> has those after the first 1,000.</param>
public sealed record TaskList(IReadOnlyList<TaskItem> Items, Pagination Pagination);
