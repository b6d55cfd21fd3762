using System.Collections.Immutable;
using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class NoticePageTests(FrontHost front) : IClassFixture<FrontHost>
{
    private static readonly NoticesView Empty = new()
    {
        Version = 0,
        Kinds = NoticeKinds.Connection | NoticeKinds.Syncs,
        HasEmail = true,
        AllowsWebhook = true,
        After = TimeSpan.FromMinutes(5),
        PerHour = 10,
    };

    private static readonly NoticesView Full = Empty with
    {
        Version = 7,
        Emails = ["anna@example.com", "ben@example.com"],
        WebhookHost = "hooks.slack.com",
        SevereOnly = true,
        Channels =
        [
            new(NoticeChannel.Email, 3, Samples.Time, "The mail server did not answer in time.", Samples.Time.AddMinutes(4)),
            new(NoticeChannel.Webhook, 0, Samples.Time, null, null),
        ],
        Messages = [new(NoticeChannel.Webhook, Samples.Time, "[Jobvite acme] Problem: <b>It</b> is broken.", false, null), new(NoticeChannel.Email, Samples.Time, "[Jobvite acme] Test notice", true, "The mail server refused x@example.com: no.")],
    };

    [Fact]
    public async Task The_page_shows_who_is_told_of_what_and_what_came_of_it()
    {
        using var browser = await ConsoleBrowser.SignedIn(front, Tenant(Full).TenantId);

        var html = await (await browser.Get("/notices")).Content.ReadAsStringAsync(Answers.Cancelled);

        foreach (var text in (string[])
                 [
                     "anna@example.com&#xA;ben@example.com</textarea>", "Keep hooks.slack.com/&#x2026;", "name=\"seen.version\" value=\"7\"", "value=\"Connection\" checked", "name=\"severeOnly\" checked",
                     "The mail server did not answer in time. 3 attempts failed", "&lt;b&gt;It&lt;/b&gt; is broken.", "The mail server refused x@example.com: no.", "lasted for 5 min", "At most 10 an hour", "Send a test notice",
                 ])
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("value=\"Budget\" checked", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_available_is_said_and_not_offered()
    {
        using var browser = await ConsoleBrowser.SignedIn(front, Tenant(Empty with { HasEmail = false, AllowsWebhook = false }).TenantId);

        var html = await browser.Page("/notices");

        Assert.Contains("E-mail is not available here", html, StringComparison.Ordinal);
        Assert.Contains("Notices by webhook are not allowed here.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"emails\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"webhook\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Send a test notice", html, StringComparison.Ordinal);
        Assert.Contains("No message yet", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_saved_with_what_was_seen()
    {
        var tenant = Tenant(Full);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send(
            "/notices", "/notices",
            ("_handler", "notices"), ("seen.version", "7"), ("emails", " anna@example.com\r\n\r\ncarl@example.com, dora@example.com "), ("webhook.choice", "keep"), ("webhook", ""), ("kinds", "Syncs"), ("kinds", "Budget"));

        Assert.Equal("/notices?done=saved", Path(answer));
        var change = Saved(tenant);
        Assert.Equal(["anna@example.com", "carl@example.com", "dora@example.com"], change.Emails);
        Assert.Equal((7, null, NoticeKinds.Syncs | NoticeKinds.Budget, false), (change.Version, change.Webhook, change.Kinds, change.SevereOnly));
        Assert.Contains("Send a test notice to see that it arrives", await browser.Page("/notices?done=saved"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keep", "https://typed.example.com/", null)]
    [InlineData("replace", " https://new.example.com/x ", "https://new.example.com/x")]
    [InlineData("replace", "", null)]
    [InlineData("clear", "", "")]
    [InlineData(null, "https://first.example.com/", "https://first.example.com/")]
    [InlineData(null, "", null)]
    public async Task The_webhook_is_kept_replaced_or_taken_away(string? choice, string typed, string? saved)
    {
        var tenant = Tenant(choice is null ? Empty : Full);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        (string, string)[] choices = choice is null ? [] : [("webhook.choice", choice)];

        await browser.Send("/notices", "/notices", [("_handler", "notices"), ("seen.version", "7"), ("webhook", typed), ("kinds", "Syncs"), .. choices]);

        Assert.Equal(saved, Saved(tenant).Webhook);
    }

    [Fact]
    public async Task A_form_that_says_something_else_saves_nothing()
    {
        var tenant = Tenant(Full);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/notices", "/notices", ("_handler", "notices"), ("seen.version", "7"), ("webhook.choice", "guess"), ("kinds", "Syncs"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await tenant.Notices.DidNotReceiveWithAnyArgs().Save(default!, default!, default);
        await browser.Send("/notices", "/notices", ("_handler", "notices"), ("webhook.choice", "keep"), ("kinds", "Everything"));
        Assert.Equal((-1, NoticeKinds.None), (Saved(tenant).Version, Saved(tenant).Kinds));
    }

    [Fact]
    public async Task What_was_typed_stays_beside_what_is_wrong_with_it_and_a_secret_does_not()
    {
        var tenant = Tenant(Full);
        tenant.Notices.Save(default!, default!, default).ReturnsForAnyArgs(new NoticesResult(NoticesOutcome.Invalid, ImmutableDictionary<string, string>.Empty
            .Add("emails", "must be at most 5. Use a distribution list for more people.")
            .Add("webhook", "must begin with https://.")));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await Sent(browser, ("_handler", "notices"), ("seen.version", "7"), ("emails", "</textarea><script>alert(1)</script>"), ("webhook.choice", "replace"), ("webhook", "http://secret.example.com/token"), ("kinds", "Budget"));

        Assert.Contains("2 fields cannot be used", html, StringComparison.Ordinal);
        Assert.Contains("Must be at most 5.", html, StringComparison.Ordinal);
        Assert.Contains("Must begin with https://.", html, StringComparison.Ordinal);
        Assert.Contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</textarea>", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Budget\" checked", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"Connection\" checked", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret.example.com", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_change_is_said_and_stays_refused_until_the_page_is_opened_again()
    {
        var tenant = Tenant(Full);
        tenant.Notices.Save(default!, default!, default).ReturnsForAnyArgs(new NoticesResult(NoticesOutcome.Changed, ImmutableDictionary<string, string>.Empty));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await Sent(browser, ("_handler", "notices"), ("seen.version", "6"), ("emails", "mine@example.com"), ("webhook.choice", "keep"), ("kinds", "Syncs"));

        Assert.Contains("somebody else changed these settings", html, StringComparison.Ordinal);
        Assert.Contains("mine@example.com</textarea>", html, StringComparison.Ordinal);
        Assert.Contains("name=\"seen.version\" value=\"6\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_shows_what_really_came_of_it()
    {
        var tenant = Tenant(Full);
        tenant.Notices.Test(default!, default).ReturnsForAnyArgs([new NoticeTest(NoticeChannel.Email, true, null), new NoticeTest(NoticeChannel.Webhook, false, "The answer was 404. <no_service>")]);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await Sent(browser, ("_handler", "test"));

        Assert.Contains("The mail server took the test notice", html, StringComparison.Ordinal);
        Assert.Contains("The webhook did not take the test notice", html, StringComparison.Ordinal);
        Assert.Contains("The answer was 404. &lt;no_service&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_only_read_looks_and_changes_nothing()
    {
        var tenant = Tenant(Full);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId, "jobvite.read");

        var html = await browser.Page("/notices");
        Assert.Contains("anna@example.com, ben@example.com", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"emails\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Send a test notice</button>", html, StringComparison.Ordinal);

        foreach (var handler in (string[])["notices", "test"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.Send("/notices", "/endpoints", ("_handler", handler))).StatusCode);
        }

        await tenant.Notices.DidNotReceiveWithAnyArgs().Save(default!, default!, default);
        await tenant.Notices.DidNotReceiveWithAnyArgs().Test(default!, default);
    }

    [Fact]
    public async Task A_company_that_is_anothers_is_not_found()
    {
        using var browser = await ConsoleBrowser.SignedIn(front, Tenant(null).TenantId);
        await browser.Page("/notices", HttpStatusCode.NotFound);
    }

    private static async Task<string> Sent(ConsoleBrowser browser, params (string, string)[] fields) =>
        await (await browser.Send("/notices", "/notices", fields)).Content.ReadAsStringAsync(Answers.Cancelled);

    private static string? Path(HttpResponseMessage answer) => answer.Headers.Location is { IsAbsoluteUri: true } location ? location.PathAndQuery : answer.Headers.Location?.ToString();

    private static NoticesChange Saved(PlayedTenant tenant) =>
        (NoticesChange)tenant.Notices.ReceivedCalls().Last(call => call.GetMethodInfo().Name == nameof(INoticesGrain.Save)).GetArguments()[0]!;

    private PlayedTenant Tenant(NoticesView? view)
    {
        var tenant = front.NewTenant();
        tenant.Notices.Get(default!, default).ReturnsForAnyArgs(view);
        tenant.Notices.Save(default!, default!, default).ReturnsForAnyArgs(new NoticesResult(NoticesOutcome.Saved, ImmutableDictionary<string, string>.Empty));
        return tenant;
    }
}
