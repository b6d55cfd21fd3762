using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class WebhookLogTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Log = "/api/integrations/jobvite/webhooks";

    [Fact]
    public async Task The_log_is_listed_with_every_filter()
    {
        var tenant = front.NewTenant();
        var filter = new WebhookFilter
        {
            EventType = "x",
            Source = WebhookSource.Job,
            SignatureValid = true,
            Processed = false,
            Status = WebhookStatus.Dead,
            DateFrom = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero),
            DateTo = new(2026, 2, 1, 6, 30, 0, TimeSpan.Zero),
        };
        tenant.Records.ListWebhooks(filter, new(2, 20), Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Webhook()));

        var json = await tenant.Client.Get(
            $"{Log}?eventType=x&source=JOB&signatureValid=true&processed=False&status=dead&dateFrom=2026-01-31&dateTo=2026-02-01T08:30:00+02:00&page=2&pageSize=20").Json();

        Assert.Equal(["webhooks", "pagination"], json.Names());
        var webhook = json["webhooks"]![0]!.AsObject();
        foreach (var name in (string[])["id", "timestamp", "eventType", "source", "jobviteEntityId", "signatureValid", "processed", "status", "attempts", "nextAttemptAt", "errorMessage", "bodyBytes"])
        {
            Assert.Contains(name, webhook.Names());
        }

        Assert.Equal(("candidate", true, "processed"), (webhook["source"]!.GetValue<string>(), webhook["processed"]!.GetValue<bool>(), webhook["status"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("source=people", "source", "candidate, job, onboarding")]
    [InlineData("status=lost", "status", "pending, processing")]
    [InlineData("status=1", "status", "pending, processing")]
    [InlineData("processed=2", "processed", "true or false")]
    [InlineData("signatureValid=yes", "signatureValid", "true or false")]
    [InlineData("dateFrom=tomorrow", "dateFrom", "2026-01-31")]
    [InlineData("dateTo=2026-13-01", "dateTo", "2026-01-31")]
    [InlineData("dateFrom=2026-02-01&dateTo=2026-01-01", "dateTo", "before")]
    public async Task A_wrong_filter_is_a_400(string query, string field, string says)
    {
        var problem = await front.NewTenant().Client.Get($"{Log}?{query}").Problem(HttpStatusCode.BadRequest);

        Assert.Contains(says, problem.Error(field), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1}", "payload", "{\"a\":1}")]
    [InlineData("{not json", "payloadText", "\"{not json\"")]
    public async Task A_payload_is_shown_as_what_it_is(string body, string member, string shown)
    {
        var json = await Detail(System.Text.Encoding.UTF8.GetBytes(body));

        Assert.Equal(shown, json[member]!.ToJsonString());
    }

    [Theory]
    [InlineData(62)]
    [InlineData(64)]
    public async Task A_payload_as_deep_as_payloads_may_be_is_shown(int depth)
    {
        var body = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        var tenant = front.NewTenant();
        var view = Samples.Webhook();
        tenant.Records.GetWebhook(view.Id, Arg.Any<CancellationToken>()).Returns(new WebhookDetail(view, [.. System.Text.Encoding.UTF8.GetBytes(body)], []));

        var text = await (await tenant.Client.Get($"{Log}/{view.Id}")).Content.ReadAsStringAsync(Answers.Cancelled);

        Assert.Contains($"\"payload\":{body}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_an_emoji_in_a_payload_is_shown_as_a_replacement_character()
    {
        var json = await Detail("""{"candidateId":"c1","newValue":"Offer \ud83d","x\ud83d":1}"""u8.ToArray());

        Assert.Equal("Offer \ufffd", json["payload"]!["newValue"]!.GetValue<string>());
        Assert.Equal(1, json["payload"]!["x\ufffd"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_payload_that_is_not_text_is_shown_in_Base64()
    {
        var json = await Detail([0xFF, 0xFE]);

        Assert.Equal("//4=", json["payloadBase64"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_attempts_are_shown_with_the_event()
    {
        var json = await Detail("{}"u8.ToArray());

        Assert.Equal("""[{"at":"2026-03-04T05:06:07Z","error":"Jobvite was away."}]""", json["history"]!.ToJsonString());
        Assert.Equal(1, json["attempts"]!.GetValue<int>());
    }

    [Fact]
    public async Task One_event_is_put_back()
    {
        var tenant = front.NewTenant();
        var id = Guid.NewGuid();
        tenant.Grain.ReplayWebhook(id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(true);

        var json = await tenant.Client.Post($"{Log}/{id}/replay").Json();

        Assert.Equal(1, json["count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(null, WebhookStatus.Dead)]
    [InlineData("{}", WebhookStatus.Dead)]
    [InlineData("""{ "status": "failed" }""", WebhookStatus.Failed)]
    public async Task Many_events_are_put_back_dead_ones_unless_said_otherwise(string? body, WebhookStatus status)
    {
        var tenant = front.NewTenant();
        tenant.Grain.ReplayWebhooks(new() { Status = status }, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(17);

        var json = await tenant.Client.Post($"{Log}/replay", body).Json();

        Assert.Equal(17, json["count"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{ "status": "rejected" }""", "status")]
    [InlineData("""{ "status": "gone" }""", "status")]
    [InlineData("""{ "dateFrom": "never" }""", "dateFrom")]
    [InlineData("""{ "dateFrom": 5 }""", "dateFrom")]
    public async Task A_wrong_replay_is_a_400(string body, string field)
    {
        var problem = await front.NewTenant().Client.Post($"{Log}/replay", body).Problem(HttpStatusCode.BadRequest);

        Assert.NotEmpty(problem.Error(field));
    }

    private async Task<System.Text.Json.Nodes.JsonObject> Detail(byte[] payload)
    {
        var tenant = front.NewTenant();
        var view = Samples.Webhook();
        tenant.Records.GetWebhook(view.Id, Arg.Any<CancellationToken>()).Returns(new WebhookDetail(view, [.. payload], [new(Samples.Time, "Jobvite was away.")]));
        return await tenant.Client.Get($"{Log}/{view.Id}").Json();
    }
}
