using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend;

/// <summary>Starting, watching and cancelling runs.</summary>
internal static class SyncEndpoints
{
    private const string Prefix = "/api/integrations/jobvite";
    private const string Run = "sync run";

    public static void MapSync(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapTenantGroup(Prefix, "Sync");

        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            group.MapPost($"/sync/{EnumText.Of(kind)}", (HttpContext http, TenantScope tenant, JsonBody<StartSyncBody> body, CancellationToken cancellationToken) =>
                    Start(kind, http, tenant, body, cancellationToken))
                .WithName($"start{kind}Sync")
                .WithSummary($"Start a run of {EnumText.Of(kind)}, or join the one under way")
                .WithDescription("When the run under way does less than is asked for, the answer names a run that is queued and begins when that one has ended.")
                .Produces<SyncStarted>(202)
                .Problems(400);
        }

        group.MapPost("/sync/full", StartAll)
            .WithName("startFullSync")
            .WithSummary("Start a run of every kind that is switched on")
            .WithDescription("Full runs, unless `mode` says incremental.")
            .Produces<SyncAllStarted>(202)
            .Problems(400);
        group.MapGet("/sync/runs", List)
            .WithName("listRuns")
            .WithSummary("Runs, newest first")
            .Produces<ItemPage<RunItem>>()
            .Problems(400, 404);
        group.MapGet("/sync/runs/{runId}", Show)
            .WithName("getRun")
            .WithSummary("One run and its progress")
            .ProducesSingle<RunItem>()
            .Problems(404);
        group.MapGet("/jobs/{runId}/status", Show)
            .WithName("getRunStatus")
            .WithSummary("One run and its progress, under its former path")
            .ProducesSingle<RunItem>()
            .Problems(404);
        group.MapPost("/sync/runs/{runId}/cancel", Cancel)
            .WithName("cancelRun")
            .WithSummary("Stop a run after the page it is at")
            .Produces<RunItem>()
            .Problems(404);
        group.MapPost("/sync/runs/{runId}/deletions/approve", Approve)
            .WithName("approveDeletions")
            .WithSummary("Mark as deleted what a run missed and withheld")
            .WithDescription("What was read or seen again since stays. Costs no request to Jobvite.")
            .Produces<DeletionsApproved>()
            .Problems(404, 409);
        group.MapGet("/sync/runs/{runId}/events", RunEvents.Watch)
            .RequireRateLimiting(StreamLimit.Name)
            .WithMetadata(new DisableRequestTimeoutAttribute())
            .WithName("watchRun")
            .WithSummary("Watch a run")
            .WithDescription("Server-sent events: the run each time it changes, until it ends.")
            .Produces<Stream>(200, "text/event-stream")
            .Problems(404);
        group.MapGet("/sync/diagnostics", Diagnostics)
            .WithName("getDiagnostics")
            .WithSummary("Everything about the connection at a glance")
            .Produces<DiagnosticsItem>();
        group.MapGet("/health", Health)
            .WithName("getHealth")
            .WithSummary("Whether the mirror is well, and what is wrong if it is not")
            .WithDescription("Made of what is stored; Jobvite is not asked. A tenant without a company gets `disconnected`.")
            .Produces<HealthItem>();
    }

    private static async Task<IResult> Start(
        SyncKind kind, HttpContext http, TenantScope tenant, JsonBody<StartSyncBody> body, CancellationToken cancellationToken)
    {
        var request = body.Value.Read();
        if (await tenant.FindCompany() is not { } company)
        {
            return Problem.NotConnected(StatusCodes.Status400BadRequest);
        }

        var result = await company.Tenant.StartSync(kind, request, tenant.Caller, cancellationToken);
        return result switch
        {
            { Outcome: StartSyncOutcome.SwitchedOff } => SwitchedOff($"Sync of {EnumText.Of(kind)} is switched off in the settings."),
            { Run: { } run } => Accepted(run, result.Outcome, http),
            _ => Problem.NotConnected(StatusCodes.Status400BadRequest),
        };
    }

    private static async Task<IResult> StartAll(
        HttpContext http, TenantScope tenant, JsonBody<StartSyncBody> body, CancellationToken cancellationToken)
    {
        var request = body.Value.Read();
        if (await tenant.FindCompany() is not { } company)
        {
            return Problem.NotConnected(StatusCodes.Status400BadRequest);
        }

        request = request with { Mode = request.Mode ?? SyncMode.Full };
        var runs = new Dictionary<SyncKind, Guid>();
        var status = RunStatus.Queued;
        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            var result = await company.Tenant.StartSync(kind, request, tenant.Caller, cancellationToken);
            if (result.Outcome == StartSyncOutcome.NotConfigured)
            {
                return Problem.NotConnected(StatusCodes.Status400BadRequest);
            }

            if (result.Run is { } run)
            {
                runs[kind] = run.RunId;
                status = result.Outcome == StartSyncOutcome.Queued ? status : RunStatus.Running;
            }
        }

        if (runs.Count == 0)
        {
            return SwitchedOff("Every kind of sync is switched off in the settings.");
        }

        Guid? Id(SyncKind kind) => runs.TryGetValue(kind, out var id) ? id : null;
        var answer = new SyncAllStarted(
            true, "Sync jobs queued", new(Id(SyncKind.Jobs), Id(SyncKind.Candidates), Id(SyncKind.Onboarding)), EnumText.Of(status));
        return TypedResults.Accepted($"{http.Request.PathBase}{Prefix}/sync/runs", answer);
    }

    private static async Task<Ok<ItemPage<RunItem>>> List(
        CompanyScope scope, [AsParameters] RunQuery query, [AsParameters] PageQuery page, CancellationToken cancellationToken)
    {
        var errors = new InputErrors();
        var (filter, wanted) = (query.Read(errors), page.Read(errors));
        errors.ThrowIfAny();
        return TypedResults.Ok(ItemPage.Of(await scope.Records.ListRuns(filter, wanted, cancellationToken), Items.Of));
    }

    private static async Task<IResult> Show(CompanyScope scope, string runId, CancellationToken cancellationToken) =>
        await scope.Records.GetRun(PathId.Guid(runId, Run), cancellationToken) is { } run
            ? SingleAnswer.Of(Items.Of(run))
            : Problem.NotFound(Run);

    private static async Task<IResult> Cancel(CompanyScope scope, string runId, CancellationToken cancellationToken) =>
        await scope.Tenant.CancelRun(PathId.Guid(runId, Run), scope.Caller, cancellationToken) is { } run
            ? TypedResults.Ok(Items.Of(run))
            : Problem.NotFound(Run);

    private static async Task<IResult> Approve(CompanyScope scope, string runId, CancellationToken cancellationToken)
    {
        var id = PathId.Guid(runId, Run);
        var approval = await scope.Tenant.ApproveDeletion(id, scope.Caller, cancellationToken);
        return DeletionsApproved.Of(id, approval) is { } approved ? TypedResults.Ok(approved) : DeletionsApproved.Refusal(approval);
    }

    private static async Task<Ok<DiagnosticsItem>> Diagnostics(TenantScope tenant, CancellationToken cancellationToken)
    {
        var diagnostics = await tenant.FindCompany() is { } company
            ? await company.Tenant.GetDiagnostics(tenant.Caller, cancellationToken)
            : null;
        return TypedResults.Ok(diagnostics is null ? DiagnosticsItem.NotConfigured : DiagnosticsItem.Of(diagnostics));
    }

    private static async Task<Ok<HealthItem>> Health(TenantScope tenant, CancellationToken cancellationToken) =>
        TypedResults.Ok(await tenant.FindCompany() is { } company ? Items.Of(await company.Records.GetHealth(cancellationToken)) : HealthItem.NotConnected);

    private static Accepted<SyncStarted> Accepted(SyncRun run, StartSyncOutcome outcome, HttpContext http) => TypedResults.Accepted(
        $"{http.Request.PathBase}{Prefix}/sync/runs/{run.RunId}",
        new SyncStarted(true, Message(run, outcome), run.RunId, EnumText.Of(run.Status), EnumText.Of(run.Mode)));

    private static string Message(SyncRun run, StartSyncOutcome outcome) => outcome switch
    {
        StartSyncOutcome.Joined => $"{(run.Mode == SyncMode.Full ? "A full" : "An incremental")} sync is already running; it includes your request",
        StartSyncOutcome.Queued => $"A smaller sync is running; the {EnumText.Of(run.Mode)} sync begins when it has ended",
        _ => "Sync job queued",
    };

    private static Problem SwitchedOff(string error) => new(StatusCodes.Status400BadRequest, error)
    {
        Troubleshooting = ["Switch it on in syncConfig with POST /api/integrations/jobvite/config."],
    };
}
