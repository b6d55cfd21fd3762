using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.WebFrontend.Tests;

public sealed class WebhookTests(FrontHost front) : IClassFixture<FrontHost>
{
    [Theory]
    [InlineData("candidate", WebhookSource.Candidate)]
    [InlineData("job", WebhookSource.Job)]
    [InlineData("onboarding", WebhookSource.Onboarding)]
    public async Task A_valid_event_is_a_200_with_its_id(string path, WebhookSource source)
    {
        var tenant = front.NewTenant();
        var id = Guid.NewGuid();
        byte[]? received = null;
        tenant.Inbox.Receive(source, Arg.Do<byte[]>(b => received = b), "c2lnbmF0dXJl", Arg.Any<CancellationToken>()).Returns(new WebhookReceipt(WebhookOutcome.Accepted, id));
        byte[] body = [.. "{ \"x\":  \"\\u0000"u8, 0xFF, .. "\" }"u8];

        var answer = await Send(tenant.CompanyId, path, body).Json();

        Assert.Equal($$"""{"success":true,"id":"{{id}}"}""", answer.ToJsonString());
        Assert.Equal(body, received);
    }

    [Fact]
    public async Task An_answer_has_its_length_and_the_headers_of_every_answer()
    {
        var tenant = Answering(new WebhookReceipt(WebhookOutcome.InvalidSignature));

        var answer = await Send(tenant.CompanyId, "job", "{}"u8.ToArray());

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("""{"error":"Invalid signature"}""".Length, answer.Content.Headers.ContentLength);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task An_unknown_company_is_a_404()
    {
        await Send("unknown", "job", "{}"u8.ToArray()).Problem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a.b")]
    [InlineData("%01")]
    [InlineData("300")]
    public async Task An_id_that_no_company_can_have_gets_the_answer_of_an_unknown_one(string companyId)
    {
        var unknown = await Send("unknown", "job", "{}"u8.ToArray()).Problem(HttpStatusCode.NotFound);

        var answer = await Send(companyId == "300" ? new string('x', 300) : companyId, "job", "{}"u8.ToArray()).Problem(HttpStatusCode.NotFound);

        Assert.Equal(unknown.WithoutTrace(), answer.WithoutTrace());
    }

    [Fact]
    public async Task A_wrong_signature_is_a_401_with_the_body_of_the_contract()
    {
        var tenant = Answering(new(WebhookOutcome.InvalidSignature));

        var json = await Send(tenant.CompanyId, "candidate", "{}"u8.ToArray()).Json(HttpStatusCode.Unauthorized);

        Assert.Equal("""{"error":"Invalid signature"}""", json.ToJsonString());
    }

    [Fact]
    public async Task A_missing_signature_reaches_the_inbox_as_missing()
    {
        var tenant = Answering(new(WebhookOutcome.InvalidSignature));

        await Send(tenant.CompanyId, "candidate", [], signature: null).Json(HttpStatusCode.Unauthorized);

        await tenant.Inbox.Received().Receive(WebhookSource.Candidate, Arg.Is<byte[]>(b => b.Length == 0), null, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_signed_event_that_cannot_be_read_is_a_400_that_says_what_is_wrong()
    {
        var tenant = Answering(new(WebhookOutcome.BadPayload, null, "The event is nested deeper than 64 levels."));

        var problem = await Send(tenant.CompanyId, "candidate", "[["u8.ToArray()).Problem(HttpStatusCode.BadRequest);

        Assert.Equal("The event is nested deeper than 64 levels.", problem.Error());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_of_2_MiB_is_a_413_whether_or_not_it_says_its_length(bool chunked)
    {
        var tenant = Answering(new(WebhookOutcome.Accepted, Guid.NewGuid()));

        await Send(tenant.CompanyId, "candidate", new byte[2 * 1024 * 1024], chunked: chunked).Problem(HttpStatusCode.RequestEntityTooLarge);

        await tenant.Inbox.DidNotReceiveWithAnyArgs().Receive(default, default!, default, Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_of_exactly_1_MiB_is_taken(bool chunked)
    {
        var tenant = Answering(new(WebhookOutcome.Accepted, Guid.NewGuid()));

        await Send(tenant.CompanyId, "candidate", new byte[1024 * 1024], chunked: chunked).Json();

        await tenant.Inbox.Received().Receive(WebhookSource.Candidate, Arg.Is<byte[]>(b => b.Length == 1024 * 1024), Arg.Any<string?>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Another_method_is_a_405(string method)
    {
        var tenant = Answering(new(WebhookOutcome.Accepted));
        using var request = new HttpRequestMessage(new(method), $"/webhooks/jobvite/{tenant.CompanyId}/candidate");

        var answer = await front.Anonymous.SendAsync(request, Answers.Cancelled);

        Assert.Equal("POST", answer.Content.Headers.Allow.Single());
        await Task.FromResult(answer).Problem(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.OK)]
    [InlineData("application/vnd.jobvite+json", HttpStatusCode.OK)]
    public async Task Only_JSON_is_taken(string? mediaType, HttpStatusCode expected)
    {
        var tenant = Answering(new(WebhookOutcome.Accepted, Guid.NewGuid()));

        var answer = await Send(tenant.CompanyId, "candidate", "{}"u8.ToArray(), mediaType: mediaType);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Overload_is_a_503_that_says_when_to_come_back()
    {
        var tenant = Answering(new(WebhookOutcome.Overloaded));

        var answer = await Send(tenant.CompanyId, "candidate", "{}"u8.ToArray());

        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        await Task.FromResult(answer).Problem(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_database_that_is_away_is_a_503_that_says_so()
    {
        var tenant = Answering(new(WebhookOutcome.Unavailable, Problem: "The database cannot store it at the moment."));

        var answer = await Send(tenant.CompanyId, "candidate", "{}"u8.ToArray());

        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Contains("The database cannot store it", await answer.Content.ReadAsStringAsync(Answers.Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(SiloUnavailableException))]
    [InlineData(typeof(GatewayTooBusyException))]
    public async Task A_cluster_that_does_not_answer_is_a_503_so_that_Jobvite_sends_again(Type exception)
    {
        var tenant = front.NewTenant();
        tenant.Inbox.Receive(default, default!, default, Arg.Any<CancellationToken>()).ThrowsAsyncForAnyArgs((Exception)Activator.CreateInstance(exception, "x")!);

        var answer = await Send(tenant.CompanyId, "candidate", "{}"u8.ToArray());

        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        await Task.FromResult(answer).Problem(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task An_unknown_source_is_a_404()
    {
        await Send("company", "salary", "{}"u8.ToArray()).Problem(HttpStatusCode.NotFound);
    }

    private PlayedTenant Answering(WebhookReceipt receipt)
    {
        var tenant = front.NewTenant();
        tenant.Inbox.Receive(default, default!, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(receipt);
        return tenant;
    }

    private async Task<HttpResponseMessage> Send(
        string companyId, string source, byte[] body, string? signature = "c2lnbmF0dXJl", bool chunked = false, string? mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/jobvite/{companyId}/{source}");
        request.Content = chunked ? new StreamContent(new MemoryStream(body)) : new ByteArrayContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        request.Headers.TransferEncodingChunked = chunked;
        if (signature is not null)
        {
            request.Headers.Add("X-Jobvite-Event-Signature", signature);
        }

        return await front.Anonymous.SendAsync(request, Answers.Cancelled);
    }
}
