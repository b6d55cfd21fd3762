using System.Net;
using Jobvite.Grains.Interfaces;
using Microsoft.IdentityModel.Tokens;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.WebFrontend.Tests;

/// <summary>The audit trail by REST, and what is noted before an answer.</summary>
public sealed class AuditTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite";

    private static readonly AuditView Line = new()
    {
        Id = Guid.Parse("0198aaaa-0000-7000-8000-000000000001"),
        At = new DateTimeOffset(2026, 3, 1, 12, 30, 15, 250, TimeSpan.Zero),
        Action = AuditActions.Configure,
        Sub = "person-1",
        Email = "ada@example.com",
        TokenId = "jti-1",
        Address = "203.0.113.7",
        Subject = "s-1",
        Details = "apiKey: changed\nsyncConfig.intervalMinutes: 60 → 30",
        Outcome = AuditOutcomes.Success,
    };

    [Fact]
    public async Task The_trail_is_listed_by_the_contract()
    {
        var tenant = front.NewTenant();
        tenant.Audit.List(default!, default!, default).ReturnsForAnyArgs(new Page<AuditView>([Line], 51, 2, 10, "next"));

        var answer = await tenant.Client.Get($"{Root}/audit?action=configure&subject=s-1&actor=person-1&dateFrom=2026-03-01&dateTo=2026-03-02&page=2&pageSize=10").Json();

        var item = answer["items"]![0]!;
        Assert.Equal("configure", (string?)item["action"]);
        Assert.Equal(("person-1", "ada@example.com", "jti-1"), ((string?)item["actor"]!["sub"], (string?)item["actor"]!["email"], (string?)item["actor"]!["tokenId"]));
        Assert.Equal(("203.0.113.7", "s-1", "success"), ((string?)item["address"], (string?)item["subject"], (string?)item["outcome"]));
        Assert.Equal("apiKey: changed\nsyncConfig.intervalMinutes: 60 → 30", (string?)item["details"]);
        Assert.StartsWith("2026-03-01T12:30:15.25", (string?)item["at"], StringComparison.Ordinal);
        Assert.Equal((51, "next"), ((int)answer["pagination"]!["total"]!, (string?)answer["pagination"]!["nextCursor"]));
        await tenant.Audit.Received(1).List(
            new AuditFilter
            {
                Action = "configure",
                Subject = "s-1",
                Actor = "person-1",
                DateFrom = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
                DateTo = new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero),
            },
            new PageRequest(2, 10),
            tenant.TenantId,
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_who_has_no_company_has_no_trail()
    {
        var tenant = front.NewTenant();

        var errors = (await tenant.Client.Get($"{Root}/audit?format=pdf&dateFrom=2026-03-02&dateTo=2026-02-28&page=0").Json(HttpStatusCode.BadRequest))["errors"]!.AsObject();
        Assert.Equal(["dateTo", "format", "page"], errors.Select(one => one.Key).Order());
        Assert.Equal(HttpStatusCode.BadRequest, (await tenant.Client.Get($"{Root}/audit?person=x")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await front.NewTenantWithoutCompany().Client.Get($"{Root}/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.Anonymous.Get($"{Root}/audit")).StatusCode);
    }

    [Fact]
    public async Task The_file_has_every_line_and_no_cell_that_a_spreadsheet_would_run()
    {
        var tenant = front.NewTenant();
        AuditView[] batch = [.. Enumerable.Range(0, IAuditGrain.BatchSize).Select(i => Line with { Id = Guid.CreateVersion7(), At = Line.At.AddMilliseconds(-i) })];
        var last = Line with { Action = AuditActions.SignIn, Sub = "=cmd|' /C calc'!A0", Email = "+1@example.com", TokenId = "-2", Address = null, Subject = "@x", Details = "a \"b\", c" };
        tenant.Audit.ReadDown(new AuditFilter { Action = "signIn" }, null, tenant.TenantId, Arg.Any<CancellationToken>()).Returns([.. batch]);
        tenant.Audit.ReadDown(new AuditFilter { Action = "signIn" }, new AuditMark(batch[^1].At, batch[^1].Id), tenant.TenantId, Arg.Any<CancellationToken>()).Returns([last]);

        var answer = await tenant.Client.Get($"{Root}/audit?format=csv&action=signIn");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Answers.Cancelled);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = System.Text.Encoding.UTF8.GetString(bytes[3..]);
        Assert.StartsWith("at,action,outcome,sub,email,tokenId,address,subject,details,id\r\n2026-03-01T12:30:15.250Z,configure,success,person-1,", text, StringComparison.Ordinal);
        Assert.EndsWith($"signIn,success,'=cmd|' /C calc'!A0,'+1@example.com,'-2,,'@x,\"a \"\"b\"\", c\",{last.Id}\r\n", text, StringComparison.Ordinal);
        Assert.Equal(IAuditGrain.BatchSize + 2, text.Split("\r\n").Length - 1);
        await tenant.Audit.Received(1).Note(AuditActions.Export, "audit", "csv", Arg.Is<Caller>(caller => caller.TenantId == tenant.TenantId));
    }

    [Fact]
    public async Task A_raw_read_is_noted_with_who_from_where_and_with_which_token()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetCandidate("c-1", Arg.Any<CancellationToken>()).Returns(Samples.Candidate("c-1"));
        var claims = Tokens.Claims(tenant.TenantId);
        claims["jti"] = "token-77";
        using var client = tenant.ClientWith(Tokens.Signed(claims, new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(FrontHost.Key))));

        await client.Get($"{Root}/candidates/c-1").Json();

        await tenant.Audit.Received(1).Note(AuditActions.ReadRaw, "c-1", "candidate", new Caller(tenant.TenantId, "person-1", "ada@example.com", "127.0.0.1", "token-77"));
        Assert.DoesNotContain(front.Log.Lines, line => line.Contains("token-77", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("jobs/x-1", "x-1", "job")]
    [InlineData("candidates/x-1", "x-1", "candidate")]
    [InlineData("jobs?include=raw", null, "1 jobs: x-1")]
    [InlineData("candidates?include=raw", null, "1 candidates: x-1")]
    [InlineData("jobs/x-1/candidates?include=raw", null, "1 candidates: x-1")]
    [InlineData("webhooks/11111111-1111-1111-1111-111111111111", "11111111-1111-1111-1111-111111111111", "webhook")]
    [InlineData("/api/onboarding/processes/x-1", "x-1", "process")]
    [InlineData("/api/onboarding/processes/x-1/tasks", "x-1", "tasks of the process")]
    [InlineData("/api/onboarding/processes?include=raw", null, "1 processes: x-1")]
    public async Task What_shows_raw_records_is_noted_first_and_not_shown_when_it_cannot_be(string path, string? subject, string details)
    {
        var tenant = Play();
        var address = path[0] == '/' ? path : $"{Root}/{path}";

        Assert.Equal(HttpStatusCode.OK, (await tenant.Client.Get(address)).StatusCode);
        await tenant.Audit.Received(1).Note(AuditActions.ReadRaw, subject, details, Arg.Any<Caller>());

        tenant.Audit.Note(default!, default, default, default!).ThrowsAsyncForAnyArgs(new DataUnavailableException("The database is away."));
        var refused = await tenant.Client.Get(address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        var said = await refused.Content.ReadAsStringAsync(Answers.Cancelled);
        Assert.DoesNotContain("rawJson", said, StringComparison.Ordinal);
        Assert.DoesNotContain("payload", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_without_a_body_is_not_noted()
    {
        var tenant = front.NewTenant();
        var view = Samples.Webhook(WebhookStatus.Rejected) with { SignatureValid = false };
        tenant.Records.GetWebhook(view.Id, Arg.Any<CancellationToken>()).Returns(new WebhookDetail(view, [], []));

        Assert.Equal(HttpStatusCode.OK, (await tenant.Client.Get($"{Root}/webhooks/{view.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await tenant.Client.Get($"{Root}/webhooks/{Guid.NewGuid()}")).StatusCode);

        await tenant.Audit.DidNotReceiveWithAnyArgs().Note(default!, default, default, default!);
    }

    [Theory]
    [InlineData("jobs")]
    [InlineData("candidates")]
    [InlineData("jobs/x-1/candidates")]
    [InlineData("webhooks")]
    [InlineData("/api/onboarding/processes")]
    public async Task Lists_without_raw_records_are_not_noted(string path)
    {
        var tenant = Play();

        Assert.Equal(HttpStatusCode.OK, (await tenant.Client.Get(path[0] == '/' ? path : $"{Root}/{path}")).StatusCode);

        await tenant.Audit.DidNotReceiveWithAnyArgs().Note(default!, default, default, default!);
    }

    [Fact]
    public async Task What_operators_did_is_for_operators()
    {
        var cluster = front.Grain<IAuditGrain>(IAuditGrain.ClusterKey);
        cluster.List(default!, default!, default).ReturnsForAnyArgs(new Page<AuditView>([Line with { Action = AuditActions.DrainSilo }], 1, 1, 25, null));
        var tenant = front.NewTenant();
        using var operators = tenant.ClientWith(Tokens.For(tenant.TenantId, "jobvite.operator"));

        Assert.Equal(HttpStatusCode.Forbidden, (await tenant.Client.Get("/api/operators/audit")).StatusCode);
        Assert.Equal("silo.drain", (string?)(await operators.Get("/api/operators/audit").Json())["items"]![0]!["action"]);
        await cluster.Received().List(new AuditFilter(), new PageRequest(), null, Arg.Any<CancellationToken>());
    }

    private PlayedTenant Play()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetJob(default!, default).ReturnsForAnyArgs(Samples.Job("x-1"));
        tenant.Records.GetCandidate(default!, default).ReturnsForAnyArgs(Samples.Candidate("x-1"));
        tenant.Records.GetProcess(default!, default).ReturnsForAnyArgs(Samples.Process("x-1"));
        tenant.Records.ListJobs(default!, default!, default, default).ReturnsForAnyArgs(Samples.Page(Samples.Job("x-1")));
        tenant.Records.ListCandidates(default!, default!, default, default).ReturnsForAnyArgs(Samples.Page(Samples.Candidate("x-1")));
        tenant.Records.ListProcesses(default!, default!, default, default).ReturnsForAnyArgs(Samples.Page(Samples.Process("x-1")));
        var webhook = Samples.Webhook() with { Id = new Guid("11111111-1111-1111-1111-111111111111") };
        tenant.Records.GetWebhook(default, default).ReturnsForAnyArgs(new WebhookDetail(webhook, [.. """{"email":"a@b.c"}"""u8], []));
        tenant.Records.ListWebhooks(default!, default!, default).ReturnsForAnyArgs(Samples.Page(webhook));
        tenant.Records.ListTaskPage(default!, default, default).ReturnsForAnyArgs(new Page<TaskView>([Samples.Task("t-1")], 1, 1, 1000, null));
        return tenant;
    }
}
