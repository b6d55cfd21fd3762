using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class DeliveryTests(FrontHost front) : IClassFixture<FrontHost>
{
    private readonly Guid _id = Guid.NewGuid();

    private string Root => $"/api/integrations/jobvite/webhook-endpoints/{_id}";

    [Fact]
    public async Task Deliveries_are_listed_with_every_filter()
    {
        var tenant = front.NewTenant();
        var filter = new DeliveryFilter
        {
            Status = DeliveryStatus.Retrying,
            Type = "application.stageChanged",
            From = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero),
            To = new(2026, 2, 2, 0, 0, 0, TimeSpan.Zero),
        };
        var one = Samples.Delivery();
        tenant.Endpoints.ListDeliveries(_id, filter, new(2, 20), Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(Samples.Page(one));

        var json = await tenant.Client.Get($"{Root}/deliveries?status=RETRYING&type=application.stageChanged&dateFrom=2026-01-31&dateTo=2026-02-01&page=2&pageSize=20").Json();

        Assert.Equal(["items", "pagination"], json.Names());
        Assert.Equal(
            $$"""{"id":"{{one.Id}}","changeId":"{{one.Id}}","type":"application.stageChanged","recordId":"a-1","status":"retrying","attempts":2,"createdAt":"2026-03-04T05:06:07Z","nextAttemptAt":"2026-03-04T05:06:07Z","deliveredAt":null}""",
            json["items"]![0]!.ToJsonString());
        Assert.Equal("""{"page":2,"pageSize":20,"total":41,"totalPages":3,"nextCursor":"next-cursor"}""", json["pagination"]!.ToJsonString());
    }

    [Theory]
    [InlineData("status=failed", "status", "pending, delivered, retrying, dead")]
    [InlineData("status=1", "status", "pending, delivered")]
    [InlineData("type=job.vanished", "type", "application.stageChanged")]
    [InlineData("type=job.*", "type", "job.created")]
    [InlineData("dateFrom=tomorrow", "dateFrom", "2026-01-31")]
    [InlineData("dateFrom=2026-02-01&dateTo=2026-01-01", "dateTo", "before")]
    [InlineData("pageSize=101", "pageSize", "1 to 100")]
    [InlineData("page=0", "page", "whole number")]
    [InlineData("state=dead", "state", "status, type")]
    public async Task A_wrong_filter_is_a_400(string query, string field, string says) =>
        Assert.Contains(says, (await front.NewTenant().Client.Get($"{Root}/deliveries?{query}").Problem(HttpStatusCode.BadRequest)).Error(field), StringComparison.Ordinal);

    [Fact]
    public async Task A_delivery_is_shown_with_its_payload_and_its_attempts()
    {
        var tenant = front.NewTenant();
        var one = Samples.Delivery(DeliveryStatus.Dead);
        tenant.Endpoints.GetDelivery(_id, one.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(new DeliveryDetail(one, """{"type":"application.stageChanged","data":{"id":1}}""", [Samples.Attempt(null), Samples.Attempt(503)]));

        var json = await tenant.Client.Get($"{Root}/deliveries/{one.Id}").Json();

        Assert.Equal("""{"type":"application.stageChanged","data":{"id":1}}""", json["payload"]!.ToJsonString());
        Assert.Equal(["at", "status", "ms", "error", "answer"], json["attemptLog"]![0]!.AsObject().Names());
        Assert.Equal((null, 503, 2), (json["attemptLog"]![0]!["status"], json["attemptLog"]![1]!["status"]!.GetValue<int>(), json["attempts"]!.GetValue<int>()));
        Assert.Equal("dead", json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_change_that_is_not_kept_any_more_has_no_payload()
    {
        var tenant = front.NewTenant();
        var one = Samples.Delivery();
        tenant.Endpoints.GetDelivery(_id, one.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new DeliveryDetail(one, null, []));

        var json = await tenant.Client.Get($"{Root}/deliveries/{one.Id}").Json();

        Assert.True(json.ContainsKey("payload"));
        Assert.Null(json["payload"]);
    }

    [Fact]
    public async Task A_delivery_is_sent_again()
    {
        var tenant = front.NewTenant();
        var delivery = Guid.NewGuid();
        tenant.Endpoints.Resend(_id, delivery, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(true);

        Assert.Equal(1, (await tenant.Client.Post($"{Root}/deliveries/{delivery}/resend").Json())["count"]!.GetValue<int>());
        await tenant.Client.Post($"{Root}/deliveries/{Guid.NewGuid()}/resend").Problem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{ "after": "abc" }""", "abc", null, false)]
    [InlineData("""{ "since": "2026-01-31T08:30:00Z", "missingOnly": true }""", null, "2026-01-31T08:30:00+00:00", true)]
    [InlineData("""{ "after": null, "since": "2026-01-31" }""", null, "2026-01-31T00:00:00+00:00", false)]
    public async Task Changes_are_sent_again(string body, string? after, string? since, bool missingOnly)
    {
        var tenant = front.NewTenant();
        var replay = new EndpointReplay { After = after, Since = since is null ? null : DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture), MissingOnly = missingOnly };
        tenant.Endpoints.Replay(_id, replay, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(3_000_000_000);

        Assert.Equal(3_000_000_000, (await tenant.Client.Post($"{Root}/replay", body).Json())["count"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("{}", "after", "is needed")]
    [InlineData("""{ "missingOnly": true }""", "after", "is needed")]
    [InlineData("""{ "after": "a", "since": "2026-01-31" }""", "after", "exclude each other")]
    [InlineData("""{ "since": "yesterday" }""", "since", "2026-01-31")]
    [InlineData("""{ "since": 5 }""", "since", "must be a string")]
    [InlineData("""{ "since": "2026-01-31", "missingOnly": "yes" }""", "missingOnly", "true or false")]
    [InlineData("""{ "cursor": "abc" }""", "cursor", "after, missingOnly, since")]
    public async Task A_wrong_replay_is_a_400(string body, string field, string says) =>
        Assert.Contains(says, (await front.NewTenant().Client.Post($"{Root}/replay", body).Problem(HttpStatusCode.BadRequest)).Error(field), StringComparison.Ordinal);

    [Fact]
    public async Task A_foreign_cursor_is_a_400()
    {
        var tenant = front.NewTenant();
        tenant.Endpoints.Replay(default, default!, default!, default).ReturnsForAnyArgs<long?>(_ => throw new InvalidCursorException());

        Assert.Contains("not a cursor of this feed", (await tenant.Client.Post($"{Root}/replay", """{ "after": "xyz" }""").Problem(HttpStatusCode.BadRequest)).Error("after"), StringComparison.Ordinal);
    }
}
