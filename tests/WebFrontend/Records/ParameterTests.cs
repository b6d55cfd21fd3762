using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>What paths and queries take: ids of both kinds, times, and nothing that a call does not know.</summary>
public sealed class ParameterTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite";

    public static TheoryData<string> Calls { get; } =
    [
        $"{Root}/jobs", $"{Root}/jobs/j-1", $"{Root}/jobs/j-1/candidates", $"{Root}/candidates", $"{Root}/candidates/c-1", $"{Root}/candidates/c-1/documents",
        "/api/onboarding/processes", "/api/onboarding/processes/p-1", "/api/onboarding/processes/p-1/tasks", $"{Root}/sync/runs", $"{Root}/sync/diagnostics",
        $"{Root}/webhooks", $"{Root}/config",
    ];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_unknown_parameter_is_a_400(string call)
    {
        var problem = await front.NewTenant().Client.Get($"{call}?state=Hired&jobviteJobId=x").Problem(HttpStatusCode.BadRequest);

        Assert.Contains("not a parameter of this call", problem.Error("state"), StringComparison.Ordinal);
        Assert.Contains("not a parameter of this call", problem.Error("jobviteJobId"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_known_parameters_are_named()
    {
        var tenant = front.NewTenant();
        var list = await tenant.Client.Get($"{Root}/candidates?state=Hired").Problem(HttpStatusCode.BadRequest);
        var one = await tenant.Client.Get($"{Root}/candidates/c-1?include=raw").Problem(HttpStatusCode.BadRequest);
        var command = await tenant.Client.Post($"{Root}/sync/jobs?mode=full").Problem(HttpStatusCode.BadRequest);

        Assert.Contains("it takes createdSince, cursor, email, include, includeDeleted, jobId, page, pageSize, search, sort, updatedSince, workflowState.", list.Error("state"), StringComparison.Ordinal);
        Assert.Contains("takes none", one.Error("include"), StringComparison.Ordinal);
        Assert.Contains("takes none", command.Error("mode"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_parameters_are_known_in_any_case()
    {
        var tenant = front.NewTenant();
        tenant.Records.ListJobs(new JobFilter { Status = "Open" }, new(1, 25), false, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Job("j-1")));

        Assert.Single((await tenant.Client.Get($"{Root}/jobs?Status=Open").Json())["items"]!.AsArray());
    }

    [Fact]
    public async Task Lists_take_what_changed_or_was_created_since()
    {
        var tenant = front.NewTenant();
        var (updated, created) = (new DateTimeOffset(2026, 1, 31, 6, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        const string query = "updatedSince=2026-01-31T08:30:00%2B02:00&createdSince=2026-01-01";
        tenant.Records.ListJobs(new JobFilter { UpdatedSince = updated, CreatedSince = created }, new(1, 25), false, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Job("j-1")));
        tenant.Records.ListCandidates(new CandidateFilter { UpdatedSince = updated, CreatedSince = created }, new(1, 25), false, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Candidate("c-1")));
        tenant.Records.ListProcesses(new ProcessFilter { UpdatedSince = updated, CreatedSince = created }, new(1, 25), false, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Process("p-1")));

        foreach (var list in (string[])[$"{Root}/jobs", $"{Root}/candidates", "/api/onboarding/processes"])
        {
            Assert.Single((await tenant.Client.Get($"{list}?{query}").Json())["items"]!.AsArray());
        }

        Assert.Contains("2026-01-31", (await tenant.Client.Get($"{Root}/jobs?updatedSince=soon").Problem(HttpStatusCode.BadRequest)).Error("updatedSince"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_are_listed_by_the_span_in_which_they_changed()
    {
        var tenant = front.NewTenant();
        var (from, until) = (new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 2, 1, 6, 30, 0, TimeSpan.Zero));
        tenant.Records.ListJobs(new JobFilter { UpdatedSince = from, UpdatedUntil = until }, new(1, 25), false, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Job("j-1")));

        Assert.Single((await tenant.Client.Get($"{Root}/jobs?updatedSince=2026-01-31&updatedUntil=2026-02-01T08:30:00%2B02:00").Json())["items"]!.AsArray());
        foreach (var (query, says) in new[] { ("updatedUntil=soon", "2026-01-31"), ("updatedSince=2026-02-01&updatedUntil=2026-02-01", "after updatedSince") })
        {
            Assert.Contains(says, (await tenant.Client.Get($"{Root}/jobs?{query}").Problem(HttpStatusCode.BadRequest)).Error("updatedUntil"), StringComparison.Ordinal);
            Assert.Contains(says, (await tenant.Client.Get($"{Root}/export/jobs?{query}").Problem(HttpStatusCode.BadRequest)).Error("updatedUntil"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Our_own_ids_lead_to_the_records_too()
    {
        var tenant = front.NewTenant();
        var (job, candidate, process) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        tenant.Records.FindJobviteId(default, default).ReturnsForAnyArgs((string?)null);
        tenant.Records.FindJobviteId(RecordKind.Job, job, Arg.Any<CancellationToken>()).Returns("j-1");
        tenant.Records.FindJobviteId(RecordKind.Candidate, candidate, Arg.Any<CancellationToken>()).Returns("c-1");
        tenant.Records.FindJobviteId(RecordKind.Process, process, Arg.Any<CancellationToken>()).Returns("p-1");
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).Returns(Samples.Job("j-1"));
        tenant.Records.GetCandidate("c-1", Arg.Any<CancellationToken>()).Returns(Samples.Candidate("c-1"));
        tenant.Records.GetProcess("p-1", Arg.Any<CancellationToken>()).Returns(Samples.Process("p-1"));
        tenant.Records.ListTaskPage("p-1", 1, Arg.Any<CancellationToken>()).Returns(new Page<TaskView>([Samples.Task("t-1")], 1, 1, 1000, null));
        tenant.Records.ListCandidates(new CandidateFilter { JobId = "j-1" }, new(1, 25), false, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Candidate("c-1")));
        tenant.Grain.ListDocuments("c-1", Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new DocumentList([Samples.Document()], true, null));
        tenant.Grain.UpdateMilestones("p-1", Arg.Any<MilestoneChange>(), Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new MilestoneResult { Found = true });

        Assert.Equal("j-1", (await tenant.Client.Get($"{Root}/jobs/{job}").Json())["jobviteJobId"]!.GetValue<string>());
        Assert.Equal("c-1", (await tenant.Client.Get($"{Root}/candidates/{candidate}").Json())["jobviteCandidateId"]!.GetValue<string>());
        Assert.Equal("p-1", (await tenant.Client.Get($"/api/onboarding/processes/{process}").Json())["jobviteProcessId"]!.GetValue<string>());
        Assert.Single((await tenant.Client.Get($"/api/onboarding/processes/{process}/tasks").Json())["items"]!.AsArray());
        Assert.Single((await tenant.Client.Get($"{Root}/candidates?jobId={job}").Json())["items"]!.AsArray());
        Assert.Single((await tenant.Client.Get($"{Root}/jobs/{job}/candidates").Json())["items"]!.AsArray());
        Assert.Single((await tenant.Client.Get($"{Root}/candidates/{candidate}/documents").Json())["documents"]!.AsArray());
        await tenant.Client.Post($"/api/onboarding/processes/{process}/milestones", """{ "milestones": ["Signed"] }""").Json();
        foreach (var path in (string[])[$"{Root}/jobs/{candidate}", $"{Root}/candidates/{job}", $"{Root}/candidates/{job}/documents", $"/api/onboarding/processes/{job}/tasks"])
        {
            await tenant.Client.Get(path).Problem(HttpStatusCode.NotFound);
        }
    }

    [Theory]
    [InlineData("2026-01-31", "2026-01-31", "2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("2026-01-31", "2026-02-02", "2026-01-31T00:00:00Z", "2026-02-03T00:00:00Z")]
    [InlineData("2026-01-31T10:00:00Z", "2026-01-31T11:00:00Z", "2026-01-31T10:00:00Z", "2026-01-31T11:00:00Z")]
    [InlineData("9999-12-31", "9999-12-31", "9999-12-31T00:00:00Z", "9999-12-31T00:00:00Z")]
    public async Task A_day_without_a_time_is_in_the_log_as_a_whole(string dateFrom, string dateTo, string from, string before)
    {
        var tenant = front.NewTenant();
        var filter = new WebhookFilter { DateFrom = DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateTo = DateTimeOffset.Parse(before, System.Globalization.CultureInfo.InvariantCulture) };
        tenant.Records.ListWebhooks(filter, new(1, 25), Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Webhook()));

        Assert.Single((await tenant.Client.Get($"{Root}/webhooks?dateFrom={dateFrom}&dateTo={dateTo}").Json())["webhooks"]!.AsArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("  null ")]
    public async Task An_optional_body_may_be_empty_an_empty_object_or_null(string body)
    {
        var tenant = front.NewTenant();
        tenant.Grain.StartSync(SyncKind.Jobs, new SyncRequest(null, null), Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(new StartSyncResult(StartSyncOutcome.Started, Samples.Run()));

        await tenant.Client.Post($"{Root}/sync/jobs", body).Json(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_single_read_has_a_tag_and_is_not_sent_again_to_who_knows_it()
    {
        var tenant = front.NewTenant();
        var job = Samples.Job("j-1") with { ReadAt = Samples.Time, CustomFields = """{"grade":"L5"}""" };
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).Returns(job);

        using var first = await tenant.Client.Get($"{Root}/jobs/j-1");
        using var again = await Get($"{Root}/jobs/j-1", first.Headers.ETag!.Tag);
        using var weak = await Get($"{Root}/jobs/j-1", $"\"other\", W/{first.Headers.ETag.Tag}");
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).Returns(job with { Title = "Another" });
        using var changed = await Get($"{Root}/jobs/j-1", first.Headers.ETag.Tag);

        Assert.Equal("2026-03-04T05:06:07.000Z", Assert.Single(first.Headers.GetValues("Jobvite-Read-At")));
        Assert.Equal("L5", (await first.Json())["customFields"]!["grade"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.NotModified, first.Headers.ETag), (again.StatusCode, again.Headers.ETag));
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Answers.Cancelled));
        Assert.Equal(HttpStatusCode.NotModified, weak.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);

        async Task<HttpResponseMessage> Get(string path, string tags)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("If-None-Match", tags);
            return await tenant.Client.SendAsync(request, Answers.Cancelled);
        }
    }

    [Theory]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("maybe", "null")]
    [InlineData(null, "null")]
    public async Task Consent_is_a_flag_or_null(string? consent, string shown)
    {
        var tenant = front.NewTenant();
        tenant.Records.GetCandidate("c-1", Arg.Any<CancellationToken>()).Returns(Samples.Candidate("c-1") with { SmsConsent = consent });

        var json = await tenant.Client.Get($"{Root}/candidates/c-1").Json();

        Assert.Equal(shown, json["smsConsent"]?.ToJsonString() ?? "null");
        Assert.Equal("{}", json["customFields"]!.ToJsonString());
    }
}
