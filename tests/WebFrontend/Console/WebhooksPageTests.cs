using System.Collections.Immutable;
using System.Net;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Webhooks;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class WebhooksPageTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Away = "Jobvite's candidate endpoint reported trouble of its own (status 503).";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Dead_webhooks_of_one_cause_are_one_row_with_a_way_to_them()
    {
        var tenant = Tenant(Digest(Cause(Away, 25, 0), Cause("Refused.", 2, 700)));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/webhooks");

        Assert.Contains($"href=\"/webhooks?status=dead&cause={ReplayText.KeyOf(Away)}#list\"", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/webhooks?cause={ReplayText.KeyOf("Refused.")}#list\"", html, StringComparison.Ordinal);
        Assert.Contains("Replay all 25", html, StringComparison.Ordinal);
        Assert.Contains("Replay 500 of 702", html, StringComparison.Ordinal);
        Assert.Contains("At most 500 of a cause at once, the oldest first. Each takes at most one request to Jobvite", html, StringComparison.Ordinal);
        Assert.Single(html.Split(Away).Skip(1));
    }

    [Fact]
    public async Task An_address_names_a_cause_without_its_words_and_the_list_shows_it()
    {
        var tenant = Tenant(Digest(Cause(Away, 1, 1)));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page($"/webhooks?cause={ReplayText.KeyOf(Away)}");

        await tenant.Records.Received().ListWebhooks(Arg.Is<WebhookFilter>(filter => filter.Cause == Away), Arg.Any<PageRequest>(), Arg.Any<CancellationToken>());
        Assert.Contains("Failed and dead webhooks with one cause", html, StringComparison.Ordinal);
        Assert.Contains($"<input type=\"hidden\" name=\"cause\" value=\"{ReplayText.KeyOf(Away)}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cause_that_is_gone_is_said_to_be_gone()
    {
        var tenant = Tenant(Digest());
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/webhooks?cause=0123456789abcdef");

        Assert.Contains("No failed or dead webhook has this cause any more", html, StringComparison.Ordinal);
        await tenant.Records.Received().ListWebhooks(Arg.Is<WebhookFilter>(filter => filter.Cause == null), Arg.Any<PageRequest>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("", 7, "7 days")]
    [InlineData("?range=24h", 24, "24 hours")]
    [InlineData("?range=30d", 30, "30 days")]
    public async Task A_range_has_a_chart_figures_and_times(string query, int columns, string words)
    {
        var tenant = Tenant(Digest() with { Measured = 1234, MedianLag = TimeSpan.FromSeconds(2), SlowLag = TimeSpan.FromMinutes(3) });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/webhooks" + query);

        await tenant.Records.Received().GetActivitySince(
            columns == 24 ? ActivityUnit.Hour : ActivityUnit.Day, Arg.Is<ImmutableArray<DateTimeOffset>>(starts => starts.Length == columns), Arg.Any<CancellationToken>());
        foreach (var text in (string[])[$"Received in the last {words}", "2 s", "3 min", "of 1,234", "99.4 %"])
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_bar_of_an_hour_leads_to_the_list_of_that_hour()
    {
        var tenant = Tenant(Digest());
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        var hour = new DateTimeOffset(Now.Year, Now.Month, Now.Day, Now.Hour, 0, 0, TimeSpan.Zero);
        var link = $"/webhooks?range=24h&dateFrom={Uri.EscapeDataString($"{hour:yyyy-MM-ddTHH:mm:ss}Z")}&dateTo={Uri.EscapeDataString($"{hour.AddHours(1):yyyy-MM-ddTHH:mm:ss}Z")}";

        Assert.Contains(link, await browser.Page("/webhooks?range=24h"), StringComparison.Ordinal);
        var html = await browser.Page(link);

        await tenant.Records.Received().ListWebhooks(Arg.Is<WebhookFilter>(filter => filter.DateFrom == hour && filter.DateTo == hour.AddHours(1)), Arg.Any<PageRequest>(), Arg.Any<CancellationToken>());
        Assert.Contains("Any time", html, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"date\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_range_is_refused()
    {
        using var browser = await ConsoleBrowser.SignedIn(front, Tenant(Digest()).TenantId);

        Assert.Contains("24h, 7d, 30d", await browser.Page("/webhooks?range=1y", HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticked_webhooks_are_replayed_and_the_page_says_what_came_of_each()
    {
        var tenant = Tenant(Digest());
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        tenant.Grain.ReplayChosen(default, default!, default).ReturnsForAnyArgs(new WebhookReplay { Queued = 1, Waiting = 1, Unknown = 2 });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await Tick(browser, "/webhooks?status=dead", ids);

        await tenant.Grain.Received(1).ReplayChosen(
            Arg.Is<ImmutableArray<Guid>>(sent => sent.SequenceEqual(ids)), Arg.Is<Caller>(caller => caller.TenantId == tenant.TenantId), Arg.Any<CancellationToken>());
        Assert.Equal("/webhooks?status=dead&replayed=1&waiting=1&unknown=2", Place(answer));
        Assert.Contains(
            "1 webhook queued again. 1 was waiting or being applied already. 2 could not be found or have nothing to apply.",
            await browser.Page("/webhooks?status=dead&replayed=1&waiting=1&unknown=2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_ticked_replays_nothing_and_says_so()
    {
        var tenant = Tenant(Digest());
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await Tick(browser, "/webhooks");

        Assert.Contains("Tick at least one webhook.", await Text(answer), StringComparison.Ordinal);
        await tenant.Grain.DidNotReceiveWithAnyArgs().ReplayChosen(default, default!, default);
    }

    [Fact]
    public async Task A_hundred_and_one_ticked_replay_nothing_and_a_hundred_are_taken()
    {
        var tenant = Tenant(Digest());
        tenant.Grain.ReplayChosen(default, default!, default).ReturnsForAnyArgs(new WebhookReplay { Queued = 100 });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        Guid[] ids = [.. Enumerable.Range(0, 101).Select(_ => Guid.NewGuid())];

        Assert.Contains("Tick at most 100 webhooks at once; you ticked 101. Nothing was queued again.", await Text(await Tick(browser, "/webhooks", ids)), StringComparison.Ordinal);
        await tenant.Grain.DidNotReceiveWithAnyArgs().ReplayChosen(default, default!, default);

        Assert.Equal("/webhooks?replayed=100", Place(await Tick(browser, "/webhooks", ids[..100])));
    }

    [Fact]
    public async Task What_is_no_id_is_refused()
    {
        var tenant = Tenant(Digest());
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/webhooks", "/webhooks", ("_handler", "replayChosen"), ("ids", "1 OR 1=1"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await tenant.Grain.DidNotReceiveWithAnyArgs().ReplayChosen(default, default!, default);
    }

    [Fact]
    public async Task All_of_a_cause_are_replayed_and_the_rest_is_named()
    {
        var tenant = Tenant(Digest(Cause(Away, 620, 0)));
        tenant.Grain.ReplayCause(Away, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new WebhookReplay { Queued = 500, Left = 120 });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/webhooks", "/webhooks", ("_handler", "replayCause"), ("cause", ReplayText.KeyOf(Away)));

        Assert.Equal("/webhooks?replayed=500&left=120", Place(answer));
        Assert.Contains("500 webhooks queued again. 120 more have the same cause: replay again for the next ones.", await browser.Page("/webhooks?replayed=500&left=120"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cause_that_nobody_has_any_more_replays_nothing()
    {
        var tenant = Tenant(Digest());
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/webhooks", "/webhooks", ("_handler", "replayCause"), ("cause", ReplayText.KeyOf(Away)));

        Assert.Contains("has this cause any more", await Text(answer), StringComparison.Ordinal);
        await tenant.Grain.DidNotReceiveWithAnyArgs().ReplayCause(default!, default!, default);
    }

    [Theory]
    [InlineData("replayChosen")]
    [InlineData("replayCause")]
    public async Task A_form_without_its_token_replays_nothing(string handler)
    {
        var tenant = Tenant(Digest(Cause(Away, 1, 0)));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.SendBare("/webhooks", ("_handler", handler), ("ids", $"{Guid.NewGuid()}"), ("cause", ReplayText.KeyOf(Away)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await tenant.Grain.DidNotReceiveWithAnyArgs().ReplayChosen(default, default!, default);
        await tenant.Grain.DidNotReceiveWithAnyArgs().ReplayCause(default!, default!, default);
    }

    [Fact]
    public async Task Who_may_only_read_sees_causes_and_no_way_to_replay()
    {
        var tenant = Tenant(Digest(Cause(Away, 25, 0)), Samples.Webhook(WebhookStatus.Dead) with { JobviteEntityId = "p1" });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId, "jobvite.read");

        var html = await browser.Page("/webhooks?status=dead");

        Assert.Contains(Away, html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"ids\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Replay", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_be_replayed_has_a_box_and_what_cannot_has_none()
    {
        var dead = Samples.Webhook(WebhookStatus.Dead) with { JobviteEntityId = "p1" };
        var rejected = Samples.Webhook(WebhookStatus.Rejected);
        var nothing = Samples.Webhook() with { JobviteEntityId = null };
        var tenant = Tenant(Digest(), dead, rejected, nothing);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/webhooks");

        Assert.Contains($"name=\"ids\" value=\"{dead.Id}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{rejected.Id}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{nothing.Id}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_follows_the_list_reads_only_the_list()
    {
        var tenant = Tenant(Digest(), Samples.Webhook(WebhookStatus.Dead) with { JobviteEntityId = "p1" });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        browser.Client.DefaultRequestHeaders.Add("Jobvite-Part", "list");

        var html = await browser.Page("/webhooks?live=on");

        Assert.Contains("id=\"list\" aria-label=\"Webhooks found\" data-poll=\"5\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"ids\"", html, StringComparison.Ordinal);
        await tenant.Records.DidNotReceiveWithAnyArgs().GetActivitySince(default, default, default);
        await tenant.Records.DidNotReceiveWithAnyArgs().GetWebhookDigest(default, default);
    }

    private static WebhookDigest Digest(params WebhookCause[] causes) => new() { Causes = [.. causes] };

    private static WebhookCause Cause(string sentence, int dead, int failed) =>
        new() { Sentence = sentence, Dead = dead, Failed = failed, FirstReceivedAt = Now.AddHours(-2), LastReceivedAt = Now.AddHours(-1) };

    private static Task<HttpResponseMessage> Tick(ConsoleBrowser browser, string path, params Guid[] ids) =>
        browser.Send(path, "/webhooks", [("_handler", "replayChosen"), .. ids.Select(id => ("ids", $"{id}"))]);

    private static async Task<string> Text(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Answers.Cancelled);
    }

    private string Place(HttpResponseMessage answer) => new Uri(front.Address, answer.Headers.Location!).PathAndQuery;

    private PlayedTenant Tenant(WebhookDigest digest, params WebhookView[] webhooks)
    {
        var tenant = front.NewTenant();
        tenant.Records.ListWebhooks(default!, default!, default).ReturnsForAnyArgs(new Page<WebhookView>([.. webhooks], webhooks.Length, 1, 20, null));
        tenant.Records.GetNames(default, default, default).ReturnsForAnyArgs(new RecordNames(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty));
        tenant.Records.GetChoices(default, default).ReturnsForAnyArgs([]);
        tenant.Records.GetActivitySince(default, default, default).ReturnsForAnyArgs(call => new CompanyActivity(
            call.ArgAt<ActivityUnit>(0),
            [.. call.ArgAt<ImmutableArray<DateTimeOffset>>(1).Select((start, i) => new ActivityCount { Start = start, WebhooksReceived = i == 0 ? 180 : 0, WebhooksProcessed = i == 0 ? 169 : 0, WebhooksDead = i == 0 ? 1 : 0 })]));
        tenant.Records.GetWebhookDigest(default, default).ReturnsForAnyArgs(digest);
        return tenant;
    }
}
