using System.Collections.Immutable;
using System.Net;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Endpoints;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class EndpointPageTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public async Task The_list_says_how_every_endpoint_is_doing()
    {
        var failing = Samples.Endpoint("https://b.example.com/hook") with { Description = "Billing", FailingSince = Samples.Time, Succeeded = 0, Failed = 5, MeanMilliseconds = null };
        var stopped = Samples.Endpoint("https://c.example.com/hook") with { Enabled = false, DisabledReason = "It answered 410.", Succeeded = 0, Failed = 0, MeanMilliseconds = 1530, Waiting = 100_000, Types = [] };
        var tenant = Tenant([Samples.Endpoint(), failing, stopped]);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/endpoints");

        foreach (var text in (string[])["https://example.com/hook", "97.0 %", "42 ms", "Failing", "Billing", "0 %", "Disabled by the service", "1.5 s", "100,000+", "All changes", "application.*", "Add endpoint"])
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_empty_list_says_what_endpoints_are_for()
    {
        var tenant = Tenant([]);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/endpoints");

        Assert.Contains("No endpoints yet", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/scalar/#tag/webhook-endpoints\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_eleventh_is_not_offered()
    {
        var tenant = Tenant([.. Enumerable.Range(0, 10).Select(i => Samples.Endpoint($"https://example.com/{i}"))]);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/endpoints");

        Assert.DoesNotContain("Add endpoint", html, StringComparison.Ordinal);
        Assert.Contains("at most 10 endpoints", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_endpoint_shows_its_secret_once()
    {
        var made = Samples.Endpoint();
        var tenant = Tenant([made]);
        tenant.Endpoints.Create(default!, default!, default).ReturnsForAnyArgs(new EndpointResult { Outcome = EndpointOutcome.Saved, Endpoint = made, Secret = Secret });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send(
            "/endpoints/new", "/endpoints/new",
            ("_handler", "endpoint"), ("url", " https://example.com/hook "), ("description", "Our back end"), ("which", "chosen"), ("types", "application.*"), ("types", "job.created"), ("payload", "full"), ("maxPerSecond", "7"));

        var html = await answer.Content.ReadAsStringAsync(Answers.Cancelled);
        Assert.Contains(Secret, html, StringComparison.Ordinal);
        Assert.Contains("shown this once", html, StringComparison.Ordinal);
        Assert.Contains("no-store", answer.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);
        var asked = (EndpointSettings)tenant.Endpoints.ReceivedCalls().Single(call => call.GetMethodInfo().Name == "Create").GetArguments()[0]!;
        Assert.Equal(("https://example.com/hook", "Our back end", EndpointPayload.Full, 7), (asked.Url, asked.Description, asked.Payload, asked.MaxPerSecond));
        Assert.Equal(["application.*", "job.created"], asked.Types!.Value);
        Assert.DoesNotContain(Secret, await browser.Page($"/endpoints/{made.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_stays_when_something_is_wrong_with_it()
    {
        var tenant = Tenant([]);
        tenant.Endpoints.Create(default!, default!, default).ReturnsForAnyArgs(new EndpointResult
        {
            Outcome = EndpointOutcome.Invalid,
            FieldErrors = ImmutableDictionary<string, string>.Empty.Add("url", "must not be a private address."),
        });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send(
            "/endpoints/new", "/endpoints/new",
            ("_handler", "endpoint"), ("url", "https://10.0.0.1/\"hook"), ("description", "Our <b>end"), ("which", "chosen"), ("types", "job.created"), ("payload", "full"), ("maxPerSecond", "7"));

        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Answers.Cancelled));
        foreach (var text in (string[])["Must not be a private address.", "value=\"https://10.0.0.1/\"hook\"", "value=\"Our <b>end\"", "name=\"types\" value=\"job.created\" checked", "value=\"full\" checked", "value=\"7\""])
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("which", "chosen", "Choose at least one type")]
    [InlineData("maxPerSecond", "many", "whole number")]
    [InlineData("payload", "fat", "thin, full")]
    public async Task What_the_form_itself_refuses_is_said_beside_the_field(string field, string value, string says)
    {
        var tenant = Tenant([]);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        var fields = new Dictionary<string, string> { ["_handler"] = "endpoint", ["url"] = "https://example.com", ["which"] = "all", ["payload"] = "thin", ["maxPerSecond"] = "100", [field] = value };

        var answer = await browser.Send("/endpoints/new", "/endpoints/new", [.. fields.Select(one => (one.Key, one.Value))]);

        Assert.Contains(says, await answer.Content.ReadAsStringAsync(Answers.Cancelled), StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Endpoints.ReceivedCalls(), call => call.GetMethodInfo().Name == "Create");
    }

    [Fact]
    public async Task Too_many_endpoints_are_refused_in_words()
    {
        var tenant = Tenant([]);
        tenant.Endpoints.Create(default!, default!, default).ReturnsForAnyArgs(new EndpointResult { Outcome = EndpointOutcome.TooMany });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/endpoints/new", "/endpoints/new", ("_handler", "endpoint"), ("url", "https://example.com"), ("which", "all"), ("payload", "thin"), ("maxPerSecond", ""));

        Assert.Contains("10 webhook endpoints", await answer.Content.ReadAsStringAsync(Answers.Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_saved_and_keep_what_they_do_not_show()
    {
        var one = Samples.Endpoint();
        var tenant = Tenant([one]);
        tenant.Endpoints.Update(default, default!, default!, default).ReturnsForAnyArgs(new EndpointResult { Outcome = EndpointOutcome.Saved, Endpoint = one });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        var page = $"/endpoints/{one.Id}/settings";

        var answer = await browser.Send(page, page, ("_handler", "endpoint"), ("url", "https://example.com/new"), ("description", ""), ("which", "all"), ("payload", "thin"), ("maxPerSecond", "5"));

        Assert.Equal($"/endpoints/{one.Id}?done=saved", answer.Headers.Location?.PathAndQuery());
        await tenant.Endpoints.Received().Update(
            one.Id, Arg.Is<EndpointSettings>(s => s.Url == "https://example.com/new" && s.Description == "" && s.Types!.Value.Single() == "*" && s.MaxPerSecond == 5 && s.Enabled == null && !s.FromNow), Arg.Any<Caller>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("false", false, false, "disabled")]
    [InlineData("true", true, false, "enabled")]
    [InlineData("now", true, true, "enabledFromNow")]
    public async Task An_endpoint_is_disabled_and_enabled(string button, bool enabled, bool fromNow, string done)
    {
        var one = Samples.Endpoint() with { Enabled = !enabled };
        var tenant = Tenant([one]);
        tenant.Endpoints.Update(default, default!, default!, default).ReturnsForAnyArgs(new EndpointResult { Outcome = EndpointOutcome.Saved, Endpoint = one });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send($"/endpoints/{one.Id}", $"/endpoints/{one.Id}", ("_handler", "switch"), ("enabled", button));

        Assert.Equal($"/endpoints/{one.Id}?done={done}", answer.Headers.Location?.PathAndQuery());
        await tenant.Endpoints.Received().Update(one.Id, new EndpointSettings { Enabled = enabled, FromNow = fromNow }, Arg.Any<Caller>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_rotated_secret_is_shown_once_with_the_end_of_the_former()
    {
        var one = Samples.Endpoint();
        var tenant = Tenant([one]);
        tenant.Endpoints.RotateSecret(one.Id, TimeSpan.FromHours(72), Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(new EndpointResult { Outcome = EndpointOutcome.Saved, Endpoint = one with { PreviousSecretUntil = Samples.Time }, Secret = Secret });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        var page = $"/endpoints/{one.Id}/settings";

        var html = await (await browser.Send(page, page, ("_handler", "rotate"), ("overlapHours", "72"))).Content.ReadAsStringAsync(Answers.Cancelled);

        Assert.Contains(Secret, html, StringComparison.Ordinal);
        Assert.Contains("2026-03-04T05:06:07Z", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await browser.Page(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_is_deleted_only_when_that_is_meant()
    {
        var one = Samples.Endpoint();
        var tenant = Tenant([one]);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        var page = $"/endpoints/{one.Id}/settings";

        var html = await (await browser.Send(page, page, ("_handler", "delete"))).Content.ReadAsStringAsync(Answers.Cancelled);
        Assert.Contains("Nothing was deleted", html, StringComparison.Ordinal);
        await tenant.Endpoints.DidNotReceiveWithAnyArgs().Delete(default, default!, default);

        var answer = await browser.Send(page, page, ("_handler", "delete"), ("confirm", "on"));
        Assert.Equal("/endpoints?done=deleted", answer.Headers.Location?.PathAndQuery());
        await tenant.Endpoints.Received().Delete(one.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_test_is_answered_on_the_page_with_what_the_endpoint_said()
    {
        var one = Samples.Endpoint();
        var tenant = Tenant([one]);
        tenant.Endpoints.Test(one.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(Samples.Attempt(503) with { Answer = "<script>alert(1)</script>\u202E" });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await (await browser.Send($"/endpoints/{one.Id}", $"/endpoints/{one.Id}", ("_handler", "test"))).Content.ReadAsStringAsync(Answers.Cancelled);

        Assert.Contains("did not take the test request", html, StringComparison.Ordinal);
        Assert.Contains("status 503", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u202e", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "", "1970-01-01T00:00:00+00:00", true)]
    [InlineData("missing", "2026-01-31T08:30", "2026-01-31T08:30:00+00:00", true)]
    [InlineData("all", "2026-01-31T08:30", "2026-01-31T08:30:00+00:00", false)]
    public async Task Changes_are_replayed(string what, string typed, string since, bool missingOnly)
    {
        var one = Samples.Endpoint();
        var tenant = Tenant([one]);
        var replay = new EndpointReplay { Since = DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture), MissingOnly = missingOnly };
        tenant.Endpoints.Replay(one.Id, replay, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(1234);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send($"/endpoints/{one.Id}", $"/endpoints/{one.Id}", ("_handler", "replay"), ("what", what), ("since", typed));

        Assert.Equal($"/endpoints/{one.Id}?replayed=1234", answer.Headers.Location?.PathAndQuery());
        Assert.Contains("1,234 changes", await browser.Page($"/endpoints/{one.Id}?replayed=1234"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Say since when")]
    [InlineData("tomorrow", "Must be a date")]
    public async Task Everything_is_replayed_since_a_time_only(string typed, string says)
    {
        var one = Samples.Endpoint();
        var tenant = Tenant([one]);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await (await browser.Send($"/endpoints/{one.Id}", $"/endpoints/{one.Id}", ("_handler", "replay"), ("what", "all"), ("since", typed))).Content.ReadAsStringAsync(Answers.Cancelled);

        Assert.Contains(says, html, StringComparison.Ordinal);
        Assert.Contains("value=\"all\" checked", html, StringComparison.Ordinal);
        await tenant.Endpoints.DidNotReceiveWithAnyArgs().Replay(default, default!, default!, default);
    }

    [Fact]
    public async Task Deliveries_are_filtered_and_one_is_shown_and_resent()
    {
        var one = Samples.Endpoint();
        var tenant = Tenant([one]);
        var delivery = Samples.Delivery(DeliveryStatus.Dead);
        tenant.Endpoints.ListDeliveries(one.Id, new DeliveryFilter { Status = DeliveryStatus.Dead, Type = "job.created" }, Arg.Any<PageRequest>(), Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(new Page<Delivery>([delivery], 1, 1, 25, null));
        tenant.Endpoints.GetDelivery(one.Id, delivery.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new DeliveryDetail(delivery, """{"type":"application.stageChanged"}""", [Samples.Attempt(null), Samples.Attempt(200)]));
        tenant.Endpoints.Resend(one.Id, delivery.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(true);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        Assert.Contains($"href=\"/endpoints/{one.Id}/deliveries/{delivery.Id}\"", await browser.Page($"/endpoints/{one.Id}?status=dead&type=job.created"), StringComparison.Ordinal);
        var page = $"/endpoints/{one.Id}/deliveries/{delivery.Id}";
        var html = await browser.Page(page);
        foreach (var text in (string[])["Failed permanently", "no answer", "status 200", "\"type\": \"application.stageChanged\"", "Resend"])
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }

        Assert.Equal($"{page}?done=resent", (await browser.Send(page, page, ("_handler", "resend"))).Headers.Location?.PathAndQuery());
    }

    [Fact]
    public async Task Whoever_may_only_look_is_offered_nothing_and_allowed_nothing()
    {
        var one = Samples.Endpoint();
        var tenant = Tenant([one]);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId, "jobvite.read");

        foreach (var path in (string[])["/endpoints", "/endpoints/new", $"/endpoints/{one.Id}", $"/endpoints/{one.Id}/settings"])
        {
            var html = await browser.Page(path);
            foreach (var button in (string[])["Send test", "Disable", "Rotate", "Delete endpoint", ">Replay<", "Add endpoint</button>"])
            {
                Assert.DoesNotContain(button, html, StringComparison.Ordinal);
            }
        }

        var answer = await browser.Send($"/endpoints/{one.Id}/settings", "/endpoints", ("_handler", "delete"), ("confirm", "on"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await tenant.Endpoints.DidNotReceiveWithAnyArgs().Delete(default, default!, default);
    }

    [Fact]
    public async Task What_is_not_there_is_a_page_that_says_so()
    {
        var tenant = Tenant([]);
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        foreach (var path in (string[])[$"/endpoints/{Guid.NewGuid()}", "/endpoints/x", $"/endpoints/{Guid.NewGuid()}/settings", $"/endpoints/{Guid.NewGuid()}/deliveries/{Guid.NewGuid()}"])
        {
            await browser.Page(path, HttpStatusCode.NotFound);
        }
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(5, 0, "100 %")]
    [InlineData(0, 5, "0 %")]
    [InlineData(99_999, 1, "99.9 %")]
    [InlineData(1, 99_999, "0.1 %")]
    [InlineData(2, 1, "66.7 %")]
    public void A_success_rate_is_100_only_when_nothing_failed(long succeeded, long failed, string? expected) =>
        Assert.Equal(expected, EndpointText.SuccessRate(Samples.Endpoint() with { Succeeded = succeeded, Failed = failed }));

    private PlayedTenant Tenant(ImmutableArray<WebhookEndpoint> endpoints)
    {
        var tenant = front.NewTenant();
        tenant.Endpoints.List(default!, default).ReturnsForAnyArgs(endpoints);
        tenant.Endpoints.Get(default, default!, default).ReturnsForAnyArgs(call => endpoints.FirstOrDefault(one => one.Id == call.ArgAt<Guid>(0)));
        tenant.Endpoints.GetDelivery(default, default, default!, default).ReturnsForAnyArgs((DeliveryDetail?)null);
        tenant.Endpoints.ListDeliveries(default, default!, default!, default!, default).ReturnsForAnyArgs(new Page<Delivery>([], 0, 1, 25, null));
        return tenant;
    }
}

file static class Locations
{
    public static string PathAndQuery(this Uri location) => location.IsAbsoluteUri ? location.PathAndQuery : location.ToString();
}
