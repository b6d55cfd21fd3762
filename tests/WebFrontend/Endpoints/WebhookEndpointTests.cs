using System.Collections.Immutable;
using System.Net;
using System.Text;
using Jobvite.Grains.Interfaces;
using NSubstitute;
using NSubstitute.ReturnsExtensions;

namespace Jobvite.WebFrontend.Tests;

public sealed class WebhookEndpointTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite/webhook-endpoints";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public async Task An_endpoint_is_made_and_its_secret_is_shown_this_once()
    {
        var tenant = front.NewTenant();
        var made = Samples.Endpoint();
        tenant.Endpoints.Create(default!, default!, default).ReturnsForAnyArgs(Saved(made) with { Secret = Secret });
        tenant.Endpoints.Get(made.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(made);

        var answer = await tenant.Client.Post(
            Root, """{ "url": "https://example.com/hook", "description": "Our back end", "types": ["application.*"], "payload": "FULL", "enabled": false, "maxPerSecond": 7 }""");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"{Root}/{made.Id}", answer.Headers.Location?.ToString());
        var json = await answer.Json();
        Assert.Equal((made.Id, Secret), (json["id"]!.GetValue<Guid>(), json["secret"]!.GetValue<string>()));
        var asked = (EndpointSettings)tenant.Endpoints.ReceivedCalls().Single().GetArguments()[0]!;
        Assert.Equal(("https://example.com/hook", "Our back end", EndpointPayload.Full, false, 7, false), (asked.Url, asked.Description, asked.Payload, asked.Enabled, asked.MaxPerSecond, asked.FromNow));
        Assert.Equal(["application.*"], asked.Types!.Value);
        Assert.DoesNotContain("secret", (await tenant.Client.Get($"{Root}/{made.Id}").Json()).Names());
    }

    [Fact]
    public async Task An_endpoint_has_the_members_of_the_contract_and_no_secret()
    {
        var tenant = front.NewTenant();
        var one = Samples.Endpoint() with { Types = [], Enabled = false, DisabledReason = "It answered 410.", DisabledAt = Samples.Time, FailingSince = Samples.Time, LastError = "It answered 410.", PreviousSecretUntil = Samples.Time };
        tenant.Endpoints.List(default!, default).ReturnsForAnyArgs([one]);

        var list = await tenant.Client.Get(Root).Json();

        Assert.Equal(
            $$"""
            {"id":"{{one.Id}}","url":"https://example.com/hook","description":"Our back end","types":["*"],"payload":"thin","enabled":false,"maxPerSecond":100,"createdAt":"2026-03-04T05:06:07Z","disabledReason":"It answered 410.","disabledAt":"2026-03-04T05:06:07Z","previousSecretUntil":"2026-03-04T05:06:07Z","lastSuccessAt":"2026-03-04T05:06:07Z","failingSince":"2026-03-04T05:06:07Z","lastError":"It answered 410.","last24Hours":{"succeeded":97,"failed":3,"meanMs":41.5},"waiting":2,"waitingSince":"2026-03-04T05:06:07Z","dead":1}
            """,
            Assert.Single(list["items"]!.AsArray())!.ToJsonString());
    }

    [Fact]
    public async Task What_is_not_said_of_an_endpoint_is_left_to_the_cluster()
    {
        var tenant = front.NewTenant();
        tenant.Endpoints.Update(default, default!, default!, default).ReturnsForAnyArgs(Saved(Samples.Endpoint()));

        await Patch(tenant, """{ "description": "" }""").Json();

        var asked = (EndpointSettings)tenant.Endpoints.ReceivedCalls().Single().GetArguments()[1]!;
        Assert.Equal(new EndpointSettings { Description = "" }, asked);
    }

    [Fact]
    public async Task An_endpoint_goes_on_from_now_when_the_caller_says_so()
    {
        var tenant = front.NewTenant();
        tenant.Endpoints.Update(default, default!, default!, default).ReturnsForAnyArgs(Saved(Samples.Endpoint()));

        await Patch(tenant, """{ "enabled": true, "from": "now" }""").Json();

        Assert.Equal(new EndpointSettings { Enabled = true, FromNow = true }, (EndpointSettings)tenant.Endpoints.ReceivedCalls().Single().GetArguments()[1]!);
    }

    [Theory]
    [InlineData("POST", """{ "url": "https://example.com", "secret": "whsec_AAAA" }""", "secret", "Leave it out")]
    [InlineData("PATCH", """{ "secret": "whsec_AAAA" }""", "secret", "secret/rotate makes a new one")]
    [InlineData("PATCH", """{ "secret": null }""", "secret", "secret/rotate makes a new one")]
    [InlineData("POST", """{ "url": "https://example.com", "events": ["*"] }""", "events", "description, enabled, maxPerSecond, payload, types, url.")]
    [InlineData("POST", """{ "url": "https://example.com", "from": "now" }""", "from", "is not a member of this request")]
    [InlineData("PATCH", """{ "Url": "https://example.com", "eventTypes": 5 }""", "eventTypes", "description, enabled, from, maxPerSecond, payload, types, url.")]
    [InlineData("POST", """{ "url": 5 }""", "url", "must be a string")]
    [InlineData("POST", """{ "types": "application.*" }""", "types", "list of strings")]
    [InlineData("POST", """{ "types": [null] }""", "types", "list of strings")]
    [InlineData("POST", """{ "types": [] }""", "types", "at least one type")]
    [InlineData("PATCH", """{ "types": [1] }""", "types", "list of strings")]
    [InlineData("POST", """{ "payload": "fat" }""", "payload", "thin, full")]
    [InlineData("PATCH", """{ "payload": "1" }""", "payload", "thin, full")]
    [InlineData("PATCH", """{ "enabled": "yes" }""", "enabled", "true or false")]
    [InlineData("PATCH", """{ "maxPerSecond": 1.5 }""", "maxPerSecond", "whole number")]
    [InlineData("PATCH", """{ "enabled": true, "from": "2026-01-01" }""", "from", "must be now")]
    [InlineData("PATCH", """{ "from": "now" }""", "from", "\"enabled\": true")]
    [InlineData("PATCH", """{ "enabled": false, "from": "now" }""", "from", "\"enabled\": true")]
    public async Task A_wrong_setting_is_a_400_that_says_what_to_do(string method, string body, string field, string says)
    {
        var tenant = front.NewTenant();

        var problem = await (method == "POST" ? tenant.Client.Post(Root, body) : Patch(tenant, body)).Problem(HttpStatusCode.BadRequest);

        Assert.Contains(says, problem.Error(field), StringComparison.Ordinal);
        Assert.Empty(tenant.Endpoints.ReceivedCalls());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"url\": ")]
    [InlineData("""{ "url": "https://a.example", "url": "https://b.example" }""")]
    public async Task What_is_no_object_is_a_400(string body)
    {
        await front.NewTenant().Client.Post(Root, body).Problem(HttpStatusCode.BadRequest);
        await Patch(front.NewTenant(), body).Problem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_the_cluster_refuses_is_a_400_with_its_fields()
    {
        var tenant = front.NewTenant();
        var refused = new EndpointResult
        {
            Outcome = EndpointOutcome.Invalid,
            FieldErrors = ImmutableDictionary<string, string>.Empty.Add("url", "must be an https URL.").Add("types", "must be of job.created."),
        };
        tenant.Endpoints.Create(default!, default!, default).ReturnsForAnyArgs(refused);
        tenant.Endpoints.Update(default, default!, default!, default).ReturnsForAnyArgs(refused);

        foreach (var pending in (Task<HttpResponseMessage>[])[tenant.Client.Post(Root, """{ "url": "http://127.0.0.1" }"""), Patch(tenant, """{ "url": "ftp://example.com" }""")])
        {
            var problem = await pending.Problem(HttpStatusCode.BadRequest);
            Assert.Equal(("must be an https URL.", "must be of job.created."), (problem.Error("url"), problem.Error("types")));
        }
    }

    [Fact]
    public async Task The_eleventh_endpoint_is_a_409()
    {
        var tenant = front.NewTenant();
        tenant.Endpoints.Create(default!, default!, default).ReturnsForAnyArgs(new EndpointResult { Outcome = EndpointOutcome.TooMany });

        var problem = await tenant.Client.Post(Root, """{ "url": "https://example.com" }""").Problem(HttpStatusCode.Conflict);

        Assert.Contains("10 webhook endpoints", problem.Error(), StringComparison.Ordinal);
        Assert.NotEmpty(problem["troubleshooting"]!.AsArray());
    }

    [Fact]
    public async Task A_disconnected_company_gets_no_endpoint()
    {
        var tenant = front.NewTenant();
        tenant.Endpoints.Create(default!, default!, default).ReturnsForAnyArgs(new EndpointResult { Outcome = EndpointOutcome.NotFound });

        await tenant.Client.Post(Root, """{ "url": "https://example.com" }""").Problem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(null, 24)]
    [InlineData("{}", 24)]
    [InlineData("""{ "overlapHours": 0 }""", 0)]
    [InlineData("""{ "overlapHours": 168 }""", 168)]
    public async Task A_secret_is_rotated_with_an_overlap(string? body, int hours)
    {
        var tenant = front.NewTenant();
        var id = Guid.NewGuid();
        tenant.Endpoints.RotateSecret(id, TimeSpan.FromHours(hours), Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(Saved(Samples.Endpoint() with { PreviousSecretUntil = Samples.Time }) with { Secret = Secret });

        var json = await tenant.Client.Post($"{Root}/{id}/secret/rotate", body).Json();

        Assert.Equal((Secret, "2026-03-04T05:06:07Z"), (json["secret"]!.GetValue<string>(), json["previousSecretUntil"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{ "overlapHours": -1 }""", "overlapHours")]
    [InlineData("""{ "overlapHours": 169 }""", "overlapHours")]
    [InlineData("""{ "overlapHours": "24" }""", "overlapHours")]
    [InlineData("""{ "overlap": 24 }""", "overlap")]
    [InlineData("""{ "secret": "whsec_AAAA" }""", "secret")]
    public async Task A_wrong_rotation_is_a_400(string body, string field) =>
        Assert.NotEmpty((await front.NewTenant().Client.Post($"{Root}/{Guid.NewGuid()}/secret/rotate", body).Problem(HttpStatusCode.BadRequest)).Error(field));

    [Fact]
    public async Task A_test_says_how_it_went_also_when_it_failed()
    {
        var tenant = front.NewTenant();
        var id = Guid.NewGuid();
        tenant.Endpoints.Test(id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(Samples.Attempt(503), Samples.Attempt(200), Samples.Attempt(null));

        var failed = await tenant.Client.Post($"{Root}/{id}/test").Json();
        var passed = await tenant.Client.Post($"{Root}/{id}/test").Json();
        var unreached = await tenant.Client.Post($"{Root}/{id}/test").Json();

        Assert.Equal("""{"at":"2026-03-04T05:06:07Z","status":503,"ms":120,"error":"The endpoint answered 503.","answer":"out of order"}""", failed["attempt"]!.ToJsonString());
        Assert.Equal((false, true, false), (failed["success"]!.GetValue<bool>(), passed["success"]!.GetValue<bool>(), unreached["success"]!.GetValue<bool>()));
        Assert.Null(unreached["attempt"]!["status"]);
    }

    [Fact]
    public async Task An_endpoint_is_deleted()
    {
        var tenant = front.NewTenant();
        var id = Guid.NewGuid();
        tenant.Endpoints.Delete(id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(true);

        Assert.True((await tenant.Client.DeleteAsync(new Uri($"{Root}/{id}", UriKind.Relative), Answers.Cancelled).Json())["success"]!.GetValue<bool>());
        await tenant.Client.DeleteAsync(new Uri($"{Root}/{Guid.NewGuid()}", UriKind.Relative), Answers.Cancelled).Problem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "/{0}")]
    [InlineData("PATCH", "/{0}")]
    [InlineData("DELETE", "/{0}")]
    [InlineData("POST", "/{0}/secret/rotate")]
    [InlineData("POST", "/{0}/test")]
    [InlineData("POST", "/{0}/replay")]
    [InlineData("GET", "/{0}/deliveries")]
    [InlineData("GET", "/{0}/deliveries/9a5fb9b4-6b1b-4f5e-8c4c-2a3d3f1b7c11")]
    [InlineData("POST", "/{0}/deliveries/9a5fb9b4-6b1b-4f5e-8c4c-2a3d3f1b7c11/resend")]
    public async Task What_does_not_exist_or_is_no_id_is_the_same_404(string method, string path)
    {
        var tenant = front.NewTenant();
        var missing = new EndpointResult { Outcome = EndpointOutcome.NotFound };
        tenant.Endpoints.Update(default, default!, default!, default).ReturnsForAnyArgs(missing);
        tenant.Endpoints.RotateSecret(default, default, default!, default).ReturnsForAnyArgs(missing);
        tenant.Endpoints.Get(default, default!, default).ReturnsNullForAnyArgs();
        tenant.Endpoints.Test(default, default!, default).ReturnsNullForAnyArgs();
        tenant.Endpoints.ListDeliveries(default, default!, default!, default!, default).ReturnsNullForAnyArgs();
        tenant.Endpoints.GetDelivery(default, default, default!, default).ReturnsNullForAnyArgs();
        tenant.Endpoints.Replay(default, default!, default!, default).ReturnsForAnyArgs((long?)null);

        var unknown = await Send(tenant.Client, Guid.NewGuid().ToString()).Problem(HttpStatusCode.NotFound);
        var noId = await Send(tenant.Client, "x").Problem(HttpStatusCode.NotFound);

        Assert.Equal(unknown.WithoutTrace(), noId.WithoutTrace());
        await Send(front.NewTenantWithoutCompany().Client, Guid.NewGuid().ToString()).Problem(HttpStatusCode.NotFound);

        Task<HttpResponseMessage> Send(HttpClient client, string id) => client.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), new Uri(Root + path.Replace("{0}", id, StringComparison.Ordinal), UriKind.Relative))
            {
                Content = method is "PATCH" || path.EndsWith("replay", StringComparison.Ordinal) ? new StringContent("""{ "since": "2026-01-01" }""".Replace("since", method is "PATCH" ? "description" : "since", StringComparison.Ordinal), Encoding.UTF8, "application/json") : null,
            },
            Answers.Cancelled);
    }

    [Fact]
    public async Task A_token_that_may_only_read_changes_nothing()
    {
        var tenant = front.NewTenant();
        tenant.Endpoints.List(default!, default).ReturnsForAnyArgs([]);
        using var reader = tenant.ClientWith(Tokens.For(tenant.TenantId, "jobvite.read"));

        Assert.Empty((await reader.Get(Root).Json())["items"]!.AsArray());
        await reader.Post(Root, """{ "url": "https://example.com" }""").Problem(HttpStatusCode.Forbidden);
        await reader.PatchAsync(new Uri($"{Root}/{Guid.NewGuid()}", UriKind.Relative), new StringContent("{}", Encoding.UTF8, "application/json"), Answers.Cancelled).Problem(HttpStatusCode.Forbidden);
        await reader.DeleteAsync(new Uri($"{Root}/{Guid.NewGuid()}", UriKind.Relative), Answers.Cancelled).Problem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_caller_is_told_to_the_cluster()
    {
        var tenant = front.NewTenant();
        tenant.Endpoints.List(default!, default).ReturnsForAnyArgs([]);

        await tenant.Client.Get(Root).Json();

        await tenant.Endpoints.Received().List(Arg.Is<Caller>(caller => caller.TenantId == tenant.TenantId && caller.Subject == "person-1" && caller.Email == "ada@example.com"), Arg.Any<CancellationToken>());
    }

    private static EndpointResult Saved(WebhookEndpoint endpoint) => new() { Outcome = EndpointOutcome.Saved, Endpoint = endpoint };

    private static Task<HttpResponseMessage> Patch(PlayedTenant tenant, string body) => tenant.Client.PatchAsync(
        new Uri($"{Root}/{Guid.NewGuid()}", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Answers.Cancelled);
}
