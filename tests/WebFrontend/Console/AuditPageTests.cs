using System.Collections.Immutable;
using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.WebFrontend.Tests.Console;

/// <summary>The page of the audit trail, and what the console itself notes.</summary>
public sealed class AuditPageTests(FrontHost front) : IClassFixture<FrontHost>
{
    [Fact]
    public async Task The_page_says_in_words_who_did_what_and_what_settings_changed()
    {
        var tenant = front.NewTenant();
        tenant.Audit.List(default!, default!, default).ReturnsForAnyArgs(new Page<AuditView>(
            [Line(AuditActions.Configure, "syncConfig.intervalMinutes: 60 → 30\napiKey: changed"), Line(AuditActions.StartSync, "jobs, full") with { Subject = "0198aaaa-0000-7000-8000-000000000009" }, Line("future.action", null)], 3, 1, 25, null));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        browser.Client.DefaultRequestHeaders.Add("Cookie", "jobvite-zone=auto:America/Los_Angeles");

        var html = await browser.Page("/audit?action=configure&dateFrom=2026-03-01&dateTo=2026-03-01");

        Assert.Contains("Changed the settings", html, StringComparison.Ordinal);
        Assert.Contains("<li class=\"break\">syncConfig.intervalMinutes: 60 → 30</li>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/sync/runs/0198aaaa-0000-7000-8000-000000000009\"", html, StringComparison.Ordinal);
        Assert.Contains("future.action", html, StringComparison.Ordinal);
        Assert.Contains("ada@example.com", html, StringComparison.Ordinal);
        Assert.Contains("/console/audit.csv?action=configure&dateFrom=2026-03-01T08%3A00%3A00.0000000Z&dateTo=2026-03-02T08%3A00%3A00.0000000Z&format=csv", html, StringComparison.Ordinal);
        await tenant.Audit.Received().List(new AuditFilter { Action = "configure", DateFrom = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), DateTo = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero) }, new PageRequest(), tenant.TenantId, Arg.Any<CancellationToken>());
        await browser.Page("/audit?page=nonsense", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_file_of_the_page_needs_the_cookie_and_is_noted()
    {
        var tenant = front.NewTenant();
        tenant.Audit.ReadDown(default!, default, default).ReturnsForAnyArgs([Line(AuditActions.Configure, "apiKey: changed")]);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Get("/console/audit.csv?format=csv");

        Assert.Equal("audit.csv", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Contains("configure,success", await answer.Content.ReadAsStringAsync(Answers.Cancelled), StringComparison.Ordinal);
        await tenant.Audit.Received(1).Note(AuditActions.Export, "audit", "csv", Arg.Any<Caller>());
        Assert.Equal(HttpStatusCode.Unauthorized, (await front.Anonymous.Get("/console/audit.csv?format=csv")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get("/console/operators-audit.csv?format=csv")).StatusCode);
    }

    [Fact]
    public async Task Signing_in_and_out_is_noted_and_nobody_gets_in_without_a_line()
    {
        var tenant = front.NewTenant();
        using (var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId))
        {
            await tenant.Audit.Received(1).Note(Arg.Is(AuditActions.SignIn), Arg.Is((string?)null), Arg.Any<string?>(), new Caller(tenant.TenantId, "person-1", "ada@example.com", "127.0.0.1"));
            await browser.Send("/sign-out", "/connect");
        }

        await tenant.Audit.Received(1).Note(AuditActions.SignOut, null, null, new Caller(tenant.TenantId, "person-1", "ada@example.com", "127.0.0.1"));

        tenant.Audit.Note(default!, default, default, default!).ThrowsAsyncForAnyArgs(new DataUnavailableException("The database is away."));
        using var refused = new ConsoleBrowser(front);
        var answer = await refused.Get(((WebFrontend.Console.Access.SignInLinks)front.Services.GetService(typeof(WebFrontend.Console.Access.SignInLinks))!).Issue(Tokens.For(tenant.TenantId)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain(refused.Cookies, cookie => cookie.Name == "jobvite");
    }

    [Fact]
    public async Task Operators_and_tenants_without_a_company_are_noted_in_the_clusters_trail()
    {
        var cluster = front.Grain<IAuditGrain>(IAuditGrain.ClusterKey);
        var tenant = front.NewTenantWithoutCompany();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId, "jobvite.read jobvite.operator");

        await cluster.Received(1).Note(Arg.Is(AuditActions.SignIn), Arg.Is((string?)null), Arg.Any<string?>(), Arg.Is<Caller>(caller => caller.TenantId == tenant.TenantId));
        Assert.Contains("Operators' audit", await browser.Page("/operators/audit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_raw_record_on_a_page_is_noted_and_the_page_alone_is_not()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).Returns(Samples.Job("j-1", """{"a":1}"""));
        tenant.Records.ListCandidates(default!, default!, default, default).ReturnsForAnyArgs(new Page<CandidateView>([], 0, 1, 10, null));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        await browser.Page("/jobs/j-1");
        await tenant.Audit.DidNotReceive().Note(AuditActions.ReadRaw, Arg.Any<string?>(), Arg.Any<string?>(), Arg.Any<Caller>());
        await browser.Page("/jobs/j-1?show=raw");
        await tenant.Audit.Received(1).Note(AuditActions.ReadRaw, "j-1", "job", Arg.Any<Caller>());
    }

    [Fact]
    public async Task A_webhooks_body_is_shown_and_noted_when_somebody_asks_for_it()
    {
        var tenant = front.NewTenant();
        var view = Samples.Webhook();
        tenant.Records.GetWebhook(view.Id, Arg.Any<CancellationToken>()).Returns(new WebhookDetail(view, [.. """{"email":"sent@canary.example"}"""u8], []));
        tenant.Records.GetNames(default!, default!, default).ReturnsForAnyArgs(new RecordNames(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        Assert.DoesNotContain("sent@canary.example", await browser.Page($"/webhooks/{view.Id}"), StringComparison.Ordinal);
        await tenant.Audit.DidNotReceive().Note(AuditActions.ReadRaw, Arg.Any<string?>(), Arg.Any<string?>(), Arg.Any<Caller>());
        Assert.Contains("sent@canary.example", await browser.Page($"/webhooks/{view.Id}?show=raw"), StringComparison.Ordinal);
        await tenant.Audit.Received(1).Note(AuditActions.ReadRaw, $"{view.Id}", "webhook", Arg.Any<Caller>());
    }

    [Fact]
    public async Task A_run_names_who_started_it()
    {
        var tenant = front.NewTenant();
        var run = Samples.Run() with { Trigger = RunTrigger.Person };
        tenant.Records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(run);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        Assert.Contains("by a person.", await browser.Page($"/sync/runs/{run.RunId}"), StringComparison.Ordinal);
        tenant.Audit.GetStarters(default, default!).ReturnsForAnyArgs(ImmutableDictionary<Guid, string>.Empty.Add(run.RunId, "grace@example.com"));
        Assert.Contains("by grace@example.com.", await browser.Page($"/sync/runs/{run.RunId}"), StringComparison.Ordinal);
    }

    private static AuditView Line(string action, string? details) => new()
    {
        Id = Guid.NewGuid(),
        At = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Action = action,
        Email = "ada@example.com",
        Details = details,
        Outcome = AuditOutcomes.Success,
    };
}
