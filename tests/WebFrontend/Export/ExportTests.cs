using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Tests.Console;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.WebFrontend.Tests;

public sealed class ExportTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite/export";

    [Fact]
    public async Task Ndjson_is_a_list_item_a_line_with_the_place_in_the_feed_in_a_header()
    {
        var tenant = Exporting(new ExportChunk { Jobs = [Samples.Job("j-1"), Samples.Job("j-2")] }, new ExportChunk { Jobs = [Samples.Job("j-3")], IsLast = true });

        var answer = await tenant.Client.Get($"{Root}/jobs");
        var lines = (await Text(answer)).Split('\n');

        Assert.Equal((HttpStatusCode.OK, "application/x-ndjson"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("cursor-1", answer.Headers.GetValues("Jobvite-Feed-Cursor").Single());
        Assert.Matches(@"^jobs-\d{4}-\d\d-\d\d\.ndjson$", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(["j-1", "j-2", "j-3", ""], lines.Select(line => line.Length == 0 ? "" : JsonNode.Parse(line)!["jobviteJobId"]!.GetValue<string>()));
        tenant.Records.ListJobs(default!, default!, default, default).ReturnsForAnyArgs(Samples.Page(Samples.Job("j-1")));
        var item = (await tenant.Client.Get("/api/integrations/jobvite/jobs").Json())["items"]![0]!.AsObject();
        Assert.Equal(item.Names(), JsonNode.Parse(lines[0])!.AsObject().Names());
        await tenant.Export.Received(1).Close();
    }

    [Fact]
    public async Task Csv_has_the_plain_members_and_the_custom_fields()
    {
        var candidate = Samples.Candidate("c-1") with
        {
            FirstName = "Ada \"A.\"",
            LastName = "Love, Lace",
            Address = "1\n2",
            Title = "=cmd|' /C calc'!A0",
            Mobile = "+1 555 1",
            City = "",
            SmsConsent = "true",
            CustomFields = """{"grade":"L5","@x":"-1"}""",
        };
        var tenant = Exporting(new ExportChunk { Candidates = [candidate], IsLast = true });
        tenant.Export.Open(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ExportStart { Outcome = ExportOutcome.Open, Cursor = "c", FieldCodes = ["@x", "grade", "none"] });

        var answer = await tenant.Client.Get($"{Root}/candidates?format=csv");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Answers.Cancelled);

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var (header, row) = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n") is [var h, var r, ""] ? (h, r) : default;
        Assert.Equal(
            "id,jobviteCandidateId,jobviteApplicationId,jobviteJobId,email,firstName,lastName,workflowState,workflowStateId,disposition,source,sourceType,personalDataProcessingStatus,mobile,"
            + "homePhone,workPhone,address,address2,city,state,postalCode,country,location,title,companyName,workStatus,smsConsent,createdAt,updatedAt,deletedAt,customFields.@x,customFields.grade,customFields.none",
            header);
        Assert.Equal(
            $"{candidate.Id},c-1,a-2,j-2,ada@example.com,\"Ada \"\"A.\"\"\",\"Love, Lace\",Offer,,,Site,Web,,'+1 555 1,,,\"1\n2\",,\"\",,,,,'=cmd|' /C calc'!A0,,,true,2026-03-04T05:06:07Z,2026-03-04T05:06:07Z,,'-1,L5,",
            row);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("  =1+1", "\"'  =1+1\"")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r\n=1", "\"'\r\n=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-5", "'-5")]
    [InlineData("a=b", "a=b")]
    [InlineData(" a ", "\" a \"")]
    [InlineData("", "\"\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("山田 太郎 😀", "山田 太郎 😀")]
    public void A_cell_is_read_as_what_it_says_and_runs_nothing(string text, string cell)
    {
        var line = new StringBuilder();
        CsvText.Append(line, text);
        Assert.Equal(cell, line.ToString());
    }

    [Fact]
    public async Task Numbers_stay_numbers_though_they_are_negative()
    {
        var tenant = Exporting(new ExportChunk { Jobs = [Samples.Job("j-1") with { SalaryMin = -1.5m }], IsLast = true });

        Assert.Contains(",-1.5,", await Text(await tenant.Client.Get($"{Root}/jobs?format=CSV")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Applications_processes_and_tasks_name_what_they_belong_to()
    {
        var application = new ExportedApplication { Id = Guid.NewGuid(), JobviteCandidateId = "c-1", Application = Samples.Candidate("c-1").Applications[0], CreatedAt = Samples.Time, UpdatedAt = Samples.Time };
        var tenant = Exporting(new ExportChunk
        {
            Applications = [application],
            Processes = [Samples.Process("p-1")],
            Tasks = [new ExportedTask("p-1", Samples.Task("t-1"))],
            IsLast = true,
        });

        var one = JsonNode.Parse(await Text(await tenant.Client.Get($"{Root}/applications")))!;
        Assert.Equal(("a-2", "c-1", "j-2", "Offer"), (one["applicationId"]!.GetValue<string>(), one["jobviteCandidateId"]!.GetValue<string>(), one["jobviteJobId"]!.GetValue<string>(), one["workflowState"]!.GetValue<string>()));
        Assert.Equal("p-1", JsonNode.Parse(await Text(await tenant.Client.Get($"{Root}/processes")))!["jobviteProcessId"]!.GetValue<string>());
        var task = JsonNode.Parse(await Text(await tenant.Client.Get($"{Root}/tasks")))!;
        Assert.Equal(("t-1", "p-1"), (task["jobviteTaskId"]!.GetValue<string>(), task["jobviteProcessId"]!.GetValue<string>()));
        Assert.StartsWith("id,jobviteTaskId,jobviteProcessId,", await Text(await tenant.Client.Get($"{Root}/tasks?format=csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_for_reaches_the_silo_and_the_audit_trail_gets_names_only()
    {
        var tenant = Exporting(new ExportChunk { IsLast = true });

        await Text(await tenant.Client.Get($"{Root}/candidates?workflowState=Offer&email=ada@example.com&updatedSince=2026-01-31&includeDeleted=true&include=raw"));

        await tenant.Export.Received(1).Open(
            Arg.Is<ExportRequest>(request => request.Kind == ExportKind.Candidates && request.IncludeRaw && !request.WithFieldCodes
                && request.Candidates.WorkflowState == "Offer" && request.Candidates.Email == "ada@example.com" && request.Candidates.IncludeDeleted
                && request.Candidates.UpdatedSince == new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero)
                && request.Description == "candidates ndjson raw email includeDeleted updatedSince workflowState"),
            Arg.Is<Caller>(caller => caller.TenantId == tenant.TenantId && caller.Subject == "person-1"),
            Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("jobs?format=xml", "format", "ndjson, csv")]
    [InlineData("jobs?updatedSince=yesterday", "updatedSince", "a date")]
    [InlineData("jobs?includeDeleted=maybe", "includeDeleted", "true or false")]
    [InlineData("jobs?include=everything", "include", "must be raw")]
    [InlineData("jobs?format=csv&include=raw", "include", "format=ndjson")]
    [InlineData("jobs?workflowState=New", "workflowState", "not a parameter")]
    [InlineData("tasks?status=open", "status", "not a parameter")]
    [InlineData("processes?startDate=2026-02-01&endDate=2026-01-01", "endDate", "before startDate")]
    public async Task Bad_input_is_a_400_that_says_what_is_wrong(string path, string field, string says)
    {
        var tenant = Exporting(new ExportChunk { IsLast = true });

        var problem = await tenant.Client.Get($"{Root}/{path}").Problem(HttpStatusCode.BadRequest);

        Assert.Contains(says, problem.Error(field), StringComparison.Ordinal);
        await tenant.Export.DidNotReceiveWithAnyArgs().Open(default!, default!, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_kind_that_does_not_exist_and_a_tenant_without_a_company_are_404()
    {
        await front.NewTenant().Client.Get($"{Root}/documents").Problem(HttpStatusCode.NotFound);
        await front.NewTenantWithoutCompany().Client.Get($"{Root}/jobs").Problem(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.Anonymous.Get($"{Root}/jobs")).StatusCode);
    }

    [Fact]
    public async Task The_consoles_export_takes_a_part_of_a_word_as_its_lists_do_and_the_APIs_the_whole_word()
    {
        var tenant = Exporting(new ExportChunk { IsLast = true });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        using var console = await browser.Get("/console/export/candidates?workflowState=Inter");
        using var api = await tenant.Client.Get($"{Root}/candidates?workflowState=Inter");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (console.StatusCode, api.StatusCode));
        var asked = tenant.Export.ReceivedCalls().Where(call => call.GetMethodInfo().Name == nameof(IExportGrain.Open)).Select(call => ((ExportRequest)call.GetArguments()[0]!).Candidates);
        Assert.Equal([("Inter", true), ("Inter", false)], asked.Select(filter => (filter.WorkflowState, filter.Loose)));
    }

    [Fact]
    public async Task The_consoles_export_of_candidates_has_those_who_applied_on_the_days_that_its_list_shows()
    {
        var tenant = Exporting(new ExportChunk { IsLast = true });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        browser.Client.DefaultRequestHeaders.Add("Cookie", "jobvite-zone=America/New_York");

        using var good = await browser.Get("/console/export/candidates?appliedFrom=2026-03-01&appliedTo=2026-03-02");
        using var bad = await browser.Get("/console/export/candidates?appliedFrom=yesterday");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (good.StatusCode, bad.StatusCode));
        var asked = Assert.Single(tenant.Export.ReceivedCalls(), call => call.GetMethodInfo().Name == nameof(IExportGrain.Open));
        var filter = ((ExportRequest)asked.GetArguments()[0]!).Candidates;
        Assert.Equal((new DateTimeOffset(2026, 3, 1, 5, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 3, 5, 0, 0, TimeSpan.Zero)), (filter.AppliedFrom, filter.AppliedUntil));
    }

    [Fact]
    public async Task The_consoles_export_of_jobs_has_those_that_changed_on_the_days_that_its_list_shows()
    {
        var tenant = Exporting(new ExportChunk { IsLast = true });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        browser.Client.DefaultRequestHeaders.Add("Cookie", "jobvite-zone=America/New_York");

        using var good = await browser.Get("/console/export/jobs?status=Open&updatedFrom=2026-03-01&updatedTo=2026-03-02");
        using var bad = await browser.Get("/console/export/jobs?updatedTo=yesterday");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (good.StatusCode, bad.StatusCode));
        var asked = Assert.Single(tenant.Export.ReceivedCalls(), call => call.GetMethodInfo().Name == nameof(IExportGrain.Open));
        var filter = ((ExportRequest)asked.GetArguments()[0]!).Jobs;
        Assert.Equal(("Open", new DateTimeOffset(2026, 3, 1, 5, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 3, 5, 0, 0, TimeSpan.Zero)), (filter.Status, filter.UpdatedSince, filter.UpdatedUntil));
    }

    [Theory]
    [InlineData(ExportOutcome.Busy, HttpStatusCode.ServiceUnavailable, 3)]
    [InlineData(ExportOutcome.CompanyBusy, HttpStatusCode.TooManyRequests, 3)]
    public async Task Too_many_at_once_are_told_when_to_come_again(ExportOutcome outcome, HttpStatusCode status, int attempts)
    {
        var tenant = Exporting(new ExportChunk { IsLast = true });
        tenant.Export.Open(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ExportStart { Outcome = outcome });

        using var answer = await tenant.Client.Get($"{Root}/jobs");

        Assert.Equal((status, TimeSpan.FromSeconds(30)), (answer.StatusCode, answer.Headers.RetryAfter!.Delta));
        await tenant.Export.ReceivedWithAnyArgs(attempts).Open(default!, default!, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task An_export_that_breaks_off_in_the_middle_is_no_complete_answer()
    {
        var lost = Exporting(new ExportChunk { Jobs = [Samples.Job("j-1")] }, new ExportChunk { IsLost = true });
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () => await Text(await lost.Client.Get($"{Root}/jobs")));
        await IsClosed(lost);

        var away = Exporting(new ExportChunk { Jobs = [Samples.Job("j-1")] });
        away.Export.Next(Arg.Any<CancellationToken>()).ThrowsAsyncForAnyArgs(new TimeoutException());
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () => await Text(await away.Client.Get($"{Root}/jobs")));
        await IsClosed(away);
    }

    [Fact]
    public async Task A_reader_who_leaves_frees_the_snapshot()
    {
        var tenant = Exporting();
        var big = new string('x', 100_000);
        tenant.Export.Next(Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ExportChunk { Jobs = [.. Enumerable.Range(0, 20).Select(i => Samples.Job($"j-{i}") with { Title = big })] });

        using (var answer = await tenant.Client.GetAsync(new Uri($"{Root}/jobs", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Answers.Cancelled))
        {
            await (await answer.Content.ReadAsStreamAsync(Answers.Cancelled)).ReadExactlyAsync(new byte[1000], Answers.Cancelled);
        }

        await IsClosed(tenant);
    }

    /// <summary>The client may hear of the end before the snapshot is closed.</summary>
    private static async Task IsClosed(PlayedTenant tenant)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Answers.Cancelled);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (!tenant.Export.ReceivedCalls().Any(call => call.GetMethodInfo().Name == nameof(IExportGrain.Close)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), deadline.Token);
        }
    }

    private PlayedTenant Exporting(params ExportChunk[] chunks)
    {
        var tenant = front.NewTenant();
        tenant.Export.Open(default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new ExportStart { Outcome = ExportOutcome.Open, Cursor = "cursor-1" });
        if (chunks.Length > 0)
        {
            tenant.Export.Next(Arg.Any<CancellationToken>()).ReturnsForAnyArgs(chunks[0], chunks[1..]);
        }

        return tenant;
    }

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Answers.Cancelled);
}
