using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class SyncTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite";

    [Theory]
    [InlineData("jobs", SyncKind.Jobs)]
    [InlineData("candidates", SyncKind.Candidates)]
    [InlineData("onboarding", SyncKind.Onboarding)]
    public async Task Starting_a_run_is_a_202_that_leads_to_it(string path, SyncKind kind)
    {
        var tenant = front.NewTenant();
        var run = Samples.Run(kind: kind);
        tenant.Grain.StartSync(kind, new(SyncMode.Full, 100), Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new StartSyncResult(StartSyncOutcome.Started, run));
        tenant.Records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(run);

        var answer = await tenant.Client.Post($"{Root}/sync/{path}", """{ "mode": "Full", "limit": 100 }""");
        var json = await Task.FromResult(answer).Json(HttpStatusCode.Accepted);

        Assert.Equal($$"""{"success":true,"message":"Sync job queued","jobId":"{{run.RunId}}","status":"running","mode":"incremental"}""", json.ToJsonString());
        var followed = await tenant.Client.Get(answer.Headers.Location!.ToString()).Json();
        Assert.Equal(run.RunId.ToString(), followed["runId"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_absent_body_leaves_mode_and_limit_to_the_schedule()
    {
        var tenant = front.NewTenant();
        tenant.Grain.StartSync(SyncKind.Jobs, new(), Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new StartSyncResult(StartSyncOutcome.Joined, Samples.Run()));

        var json = await tenant.Client.Post($"{Root}/sync/jobs").Json(HttpStatusCode.Accepted);

        Assert.Equal("An incremental sync is already running; it includes your request", json["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_small_request_during_a_full_run_is_told_which_run_it_follows()
    {
        var tenant = front.NewTenant();
        var run = Samples.Run() with { Mode = SyncMode.Full };
        tenant.Grain.StartSync(SyncKind.Candidates, new(Limit: 5), Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new StartSyncResult(StartSyncOutcome.Joined, run));

        var json = await tenant.Client.Post($"{Root}/sync/candidates", """{ "limit": 5 }""").Json(HttpStatusCode.Accepted);

        Assert.Equal(
            ("A full sync is already running; it includes your request", "full", "running"),
            (json["message"]!.GetValue<string>(), json["mode"]!.GetValue<string>(), json["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_request_that_is_larger_than_the_run_under_way_is_named_the_run_that_waits()
    {
        var tenant = front.NewTenant();
        var run = Samples.Run(RunStatus.Queued) with { Mode = SyncMode.Full };
        tenant.Grain.StartSync(default, default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new StartSyncResult(StartSyncOutcome.Queued, run));

        var json = await tenant.Client.Post($"{Root}/sync/candidates", """{ "mode": "full" }""").Json(HttpStatusCode.Accepted);
        var all = await tenant.Client.Post($"{Root}/sync/full").Json(HttpStatusCode.Accepted);

        Assert.Equal(
            ("A smaller sync is running; the full sync begins when it has ended", run.RunId.ToString(), "queued"),
            (json["message"]!.GetValue<string>(), json["jobId"]!.GetValue<string>(), json["status"]!.GetValue<string>()));
        Assert.Equal("queued", all["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{ "mode": "sometimes" }""", "mode", "incremental, full")]
    [InlineData("""{ "mode": 2 }""", "mode", "string")]
    [InlineData("""{ "limit": 0 }""", "limit", "1 or more")]
    [InlineData("""{ "limit": -5 }""", "limit", "1 or more")]
    [InlineData("""{ "limit": "many" }""", "limit", "whole number")]
    [InlineData("""{ "limit": "7" }""", "limit", "whole number")]
    [InlineData("""{ "limit": 99999999999 }""", "limit", "whole number")]
    public async Task A_wrong_wish_is_a_400(string body, string field, string says)
    {
        var problem = await front.NewTenant().Client.Post($"{Root}/sync/full", body).Problem(HttpStatusCode.BadRequest);

        Assert.Contains(says, problem.Error(field), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs")]
    [InlineData("full")]
    public async Task A_tenant_without_a_company_cannot_sync(string path)
    {
        var problem = await front.NewTenantWithoutCompany().Client.Post($"{Root}/sync/{path}").Problem(HttpStatusCode.BadRequest);

        Assert.Contains("No Jobvite company", problem.Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs", StartSyncOutcome.SwitchedOff, "switched off")]
    [InlineData("full", StartSyncOutcome.SwitchedOff, "switched off")]
    [InlineData("jobs", StartSyncOutcome.NotConfigured, "No Jobvite company")]
    [InlineData("full", StartSyncOutcome.NotConfigured, "No Jobvite company")]
    public async Task What_is_off_or_disconnected_is_a_400(string path, StartSyncOutcome outcome, string says)
    {
        var tenant = front.NewTenant();
        tenant.Grain.StartSync(default, default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new StartSyncResult(outcome));

        var problem = await tenant.Client.Post($"{Root}/sync/{path}").Problem(HttpStatusCode.BadRequest);

        Assert.Contains(says, problem.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_sync_starts_every_kind_that_is_on()
    {
        var tenant = front.NewTenant();
        var (jobs, candidates) = (Samples.Run(), Samples.Run());
        tenant.Grain.StartSync(SyncKind.Jobs, new(SyncMode.Full), Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new StartSyncResult(StartSyncOutcome.Started, jobs));
        tenant.Grain.StartSync(SyncKind.Candidates, new(SyncMode.Full), Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new StartSyncResult(StartSyncOutcome.Joined, candidates));
        tenant.Grain.StartSync(SyncKind.Onboarding, new(SyncMode.Full), Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new StartSyncResult(StartSyncOutcome.SwitchedOff));

        var json = await tenant.Client.Post($"{Root}/sync/full").Json(HttpStatusCode.Accepted);

        Assert.Equal($$"""{"jobs":"{{jobs.RunId}}","candidates":"{{candidates.RunId}}","onboarding":null}""", json["jobIds"]!.ToJsonString());
    }

    [Theory]
    [InlineData("jobs/{0}/status")]
    [InlineData("sync/runs/{0}")]
    public async Task A_run_is_shown_under_both_its_paths(string path)
    {
        var tenant = front.NewTenant();
        var run = Samples.Run(RunStatus.Partial, 12) with { FinishedAt = Samples.Time, Error = "Some failed." };
        tenant.Records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(run);

        var json = await tenant.Client.Get($"{Root}/{path.Replace("{0}", run.RunId.ToString(), StringComparison.Ordinal)}").Json();

        Assert.Equal(["runId", "kind", "mode", "status", "trigger", "startedAt", "finishedAt", "progress", "error", "failures"], json.Names());
        Assert.Equal(["fetched", "total", "created", "updated", "unchanged", "stale", "suppressed", "deleted", "failed", "pages"], json["progress"]!.AsObject().Names());
        Assert.Equal(("candidates", "incremental", "partial"), (json["kind"]!.GetValue<string>(), json["mode"]!.GetValue<string>(), json["status"]!.GetValue<string>()));
        Assert.Equal("""[{"id":"c-9","reason":"no e-mail"}]""", json["failures"]!.ToJsonString());
    }

    [Fact]
    public async Task Runs_are_listed_by_kind_and_status()
    {
        var tenant = front.NewTenant();
        tenant.Records.ListRuns(new(SyncKind.Jobs, RunStatus.Failed), new(2, 20), Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Run(RunStatus.Failed)));

        var json = await tenant.Client.Get($"{Root}/sync/runs?kind=JOBS&status=failed&page=2&pageSize=20").Json();

        Assert.Single(json["items"]!.AsArray());
    }

    [Theory]
    [InlineData("kind=people", "kind", "jobs, candidates, onboarding")]
    [InlineData("status=5", "status", "queued, running")]
    public async Task An_unknown_kind_or_status_is_a_400(string query, string field, string says)
    {
        var problem = await front.NewTenant().Client.Get($"{Root}/sync/runs?{query}").Problem(HttpStatusCode.BadRequest);

        Assert.Contains(says, problem.Error(field), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_shows_the_run_as_it_stands()
    {
        var tenant = front.NewTenant();
        var run = Samples.Run(RunStatus.Cancelled);
        tenant.Grain.CancelRun(run.RunId, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(run);

        var json = await tenant.Client.Post($"{Root}/sync/runs/{run.RunId}/cancel").Json();

        Assert.Equal("cancelled", json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_approved_deletion_says_how_much_is_deleted_and_how_much_was_missing()
    {
        var tenant = front.NewTenant();
        var run = Guid.NewGuid();
        tenant.Grain.ApproveDeletion(run, Arg.Is<Caller>(c => c.TenantId == tenant.TenantId), Arg.Any<CancellationToken>())
            .Returns(new DeletionApproval(ApprovalOutcome.Approved) { Kind = SyncKind.Candidates, Deleted = 57, Missing = 60 });

        var json = await tenant.Client.Post($"{Root}/sync/runs/{run}/deletions/approve").Json();

        Assert.Equal(
            $$"""{"success":true,"message":"57 records are marked as deleted. 60 were missing then; the others were seen again or deleted since.","runId":"{{run}}","kind":"candidates","deleted":57,"missing":60}""",
            json.ToJsonString());
    }

    [Theory]
    [InlineData(ApprovalOutcome.NotFound, HttpStatusCode.NotFound, "no such sync run")]
    [InlineData(ApprovalOutcome.UnderWay, HttpStatusCode.Conflict, "has not ended")]
    [InlineData(ApprovalOutcome.NothingWithheld, HttpStatusCode.Conflict, "Nothing is withheld")]
    [InlineData(ApprovalOutcome.Superseded, HttpStatusCode.Conflict, "A later run")]
    [InlineData(ApprovalOutcome.NotKept, HttpStatusCode.Conflict, "earlier version")]
    public async Task What_cannot_be_approved_says_why(ApprovalOutcome outcome, HttpStatusCode status, string says)
    {
        var tenant = front.NewTenant();
        tenant.Grain.ApproveDeletion(default, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new DeletionApproval(outcome) { Kind = SyncKind.Jobs, WithheldBy = Guid.NewGuid() });

        var problem = await tenant.Client.Post($"{Root}/sync/runs/{Guid.NewGuid()}/deletions/approve").Problem(status);

        Assert.Contains(says, problem["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("00000000-0000-0000-0000-00000000000g")]
    public async Task An_id_that_no_run_can_have_is_a_404(string id) =>
        await front.NewTenant().Client.Post($"{Root}/sync/runs/{id}/deletions/approve").Problem(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_token_that_may_only_read_approves_nothing()
    {
        var tenant = front.NewTenant();
        using var client = tenant.ClientWith(Tokens.For(tenant.TenantId, scope: "jobvite.read"));

        await client.Post($"{Root}/sync/runs/{Guid.NewGuid()}/deletions/approve").Problem(HttpStatusCode.Forbidden);

        await tenant.Grain.DidNotReceiveWithAnyArgs().ApproveDeletion(default, default!, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Diagnostics_show_everything_at_once()
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetDiagnostics(Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new SyncDiagnostics
        {
            Configuration = Samples.Configuration(tenant.CompanyId),
            Counts = new() { Jobs = 200, Candidates = 2000 },
            Schedules = [new() { Kind = SyncKind.Jobs, Enabled = true, NextDueAt = Samples.Time, NextMode = SyncMode.Full, LastRun = Samples.Run() }],
            Budget = new() { Windows = [new(BudgetWindow.CandidateDay, 5, 1000, null)], BlockedBy = BudgetWindow.Throttled },
            Warnings = ["The webhook key is missing."],
        });

        var json = await tenant.Client.Get($"{Root}/sync/diagnostics").Json();

        Assert.Equal(
            ["configured", "environment", "companyId", "syncConfig", "flags", "counts", "schedules", "budget", "lastSyncAt", "lastSyncStatus", "lastSyncError", "warnings"],
            json.Names());
        Assert.Equal((200, "candidateDay"), (json["counts"]!["jobs"]!.GetValue<int>(), json["budget"]!["windows"]![0]!["window"]!.GetValue<string>()));
        Assert.Equal("full", json["schedules"]![0]!["nextMode"]!.GetValue<string>());
    }

    [Fact]
    public async Task Diagnostics_without_a_company_say_so()
    {
        var json = await front.NewTenantWithoutCompany().Client.Get($"{Root}/sync/diagnostics").Json();

        Assert.False(json["configured"]!.GetValue<bool>());
        Assert.Contains("No Jobvite company", json["warnings"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
