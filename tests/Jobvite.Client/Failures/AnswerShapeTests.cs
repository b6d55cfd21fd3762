using System.Text;

namespace Jobvite.Client.Tests;

/// <summary>Every answer of the protocol's table, asked as a list: none may ever pass for "no records".</summary>
public sealed class AnswerShapeTests
{
    private const string Refused = """{"status":{"code":401,"messages":["Invalid api/secret. Try again with a valid api/secret"]}}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(401, Refused, FailureKind.Unauthorized)]
    [InlineData(200, Refused, FailureKind.Unauthorized)]
    [InlineData(200, """{"status":{"code":"401","messages":[]},"candidates":[],"requisitions":[],"total":0}""", FailureKind.Unauthorized)]
    [InlineData(403, "{}", FailureKind.Unauthorized)]
    [InlineData(200, """{"error":"Invalid api/secret"}""", FailureKind.Unauthorized)]
    [InlineData(400, """{"message":"Access denied for this endpoint"}""", FailureKind.Unauthorized)]
    [InlineData(404, """{"status":{"code":404,"messages":["Invalid URL Cannot find API."]}}""", FailureKind.WrongPlace)]
    [InlineData(200, """{"status":{"code":404,"messages":["Invalid URL Cannot find API."]}}""", FailureKind.WrongPlace)]
    [InlineData(200, """{"message":"Something odd"}""", FailureKind.Rejected)]
    [InlineData(200, """{"error":"Something odd"}""", FailureKind.Rejected)]
    [InlineData(200, """{"error":{"code":503,"message":"Down"}}""", FailureKind.Unavailable)]
    [InlineData(200, """{"error":{"code":"E17","message":"Odd"},"requisitions":[]}""", FailureKind.Rejected)]
    [InlineData(200, """{"errors":["one","two"]}""", FailureKind.Rejected)]
    [InlineData(200, """{"errors":[{"message":"Too many requests"}]}""", FailureKind.Throttled)]
    [InlineData(200, """{"status":"error"}""", FailureKind.Rejected)]
    [InlineData(200, """{"status":500,"error":"Internal Server Error"}""", FailureKind.Unavailable)]
    [InlineData(429, "", FailureKind.Throttled)]
    [InlineData(200, """{"status":{"code":429,"messages":["slow down"]}}""", FailureKind.Throttled)]
    [InlineData(500, "", FailureKind.Unavailable)]
    [InlineData(502, "<html><body>Bad gateway</body></html>", FailureKind.Unavailable)]
    [InlineData(200, "", FailureKind.Malformed)]
    [InlineData(200, "   \r\n", FailureKind.Malformed)]
    [InlineData(204, "", FailureKind.Malformed)]
    [InlineData(200, """{"total":2,"requisitions":[{"eId":"a"},{"eI""", FailureKind.Malformed)]
    [InlineData(200, """{"total":0,"requisitions":[]} trailing""", FailureKind.Malformed)]
    [InlineData(200, "null", FailureKind.Malformed)]
    [InlineData(200, "0", FailureKind.Malformed)]
    [InlineData(200, "{}", FailureKind.Malformed)]
    [InlineData(200, """{"status":"INVALID_KEY_SECRET","responseMessage":"The key or the secret is wrong"}""", FailureKind.Unauthorized)]
    [InlineData(200, """{"status":"INVALID_KEY_SECRET","responseMessage":null,"total":0,"candidates":[],"requisitions":[]}""", FailureKind.Unauthorized)]
    [InlineData(200, """{"status":"ACCESS_DENIED"}""", FailureKind.Unauthorized)]
    [InlineData(200, """{"status":"API_KEY_EXPIRED"}""", FailureKind.Unauthorized)]
    [InlineData(200, """{"status":"MISSING_SIGNATURE"}""", FailureKind.Unauthorized)]
    [InlineData(200, """{"status":"FAILURE","responseMessage":"Unexpected error"}""", FailureKind.Unavailable)]
    [InlineData(200, """{"responseMessage":"Something odd"}""", FailureKind.Rejected)]
    [InlineData(400, """{"error":{"code":"INVALID_TOKEN","message":"No."}}""", FailureKind.Unauthorized)]
    [InlineData(200, """{"errors":[{"code":"RATE_LIMIT","detail":"Slow down"}]}""", FailureKind.Throttled)]
    [InlineData(403, "<html><title>Blocked</title></html>", FailureKind.Unauthorized)]
    [InlineData(200, """{"total":5,"requisitions":null}""", FailureKind.Malformed)]
    [InlineData(200, """{"data":{}}""", FailureKind.Malformed)]
    [InlineData(200, "OK", FailureKind.Malformed)]
    [InlineData(400, """{"status":{"code":400,"messages":["Bad filter"]}}""", FailureKind.Rejected)]
    public async Task A_failure_has_a_name_and_never_passes_for_no_records(int status, string body, FailureKind expected)
    {
        using var test = new ClientUnderTest(options => options.MaxRetries = 0);
        test.Jobvite.Then(body, status);
        var failure = await test.JobListFailure();
        Assert.Equal(expected, failure.Kind);
        Assert.Equal(JobviteEndpoint.Job, failure.Endpoint);
        Assert.NotEmpty(failure.Message);
        Assert.NotEmpty(failure.WhatToDo);
        Assert.Equal(status, failure.HttpStatus);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task A_web_page_is_the_wrong_place_whatever_it_calls_itself(string? mediaType)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ => StubJobvite.Body("\n<!DOCTYPE html><title>Sign in</title>"u8.ToArray(), mediaType));
        Assert.Equal(FailureKind.WrongPlace, (await test.JobListFailure()).Kind);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(200)]
    public async Task A_refusal_in_plain_text_without_a_content_type_is_understood(int status)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ => StubJobvite.Body("Invalid api/secret"u8.ToArray(), null, status));
        Assert.Equal(FailureKind.Unauthorized, (await test.JobListFailure()).Kind);
    }

    [Theory]
    [InlineData("https://app.jobvite.com/error/notfound.html", FailureKind.WrongPlace)]
    [InlineData("https://app.jobvite.com/login.html", FailureKind.Unauthorized)]
    [InlineData("/auth/login?next=x", FailureKind.Unauthorized)]
    [InlineData("https://elsewhere.test/api/v2/job?start=0&count=500", FailureKind.WrongPlace)]
    [InlineData("http://api.jobvite.test/api/v2/job?start=0&count=500", FailureKind.WrongPlace)]
    [InlineData("/api/v2/job?start=0&count=1", FailureKind.WrongPlace)]
    [InlineData("/api/v2/index.html", FailureKind.WrongPlace)]
    public async Task A_redirect_that_asks_something_else_is_not_followed(string location, FailureKind expected)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ => StubJobvite.Redirect(location));
        Assert.Equal(expected, (await test.JobListFailure()).Kind);
        Assert.Single(test.Jobvite.Requests);
    }

    [Fact]
    public async Task A_redirect_to_the_same_question_is_followed_once_and_paid_for()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ => StubJobvite.Redirect("/api/v2/job?start=0&count=1")).Then("""{"total":0,"requisitions":[]}""")
            .Then(_ => StubJobvite.Redirect("/api/v2/job/?start=0&count=1")).Then(_ => StubJobvite.Redirect("/api/v2/job/?count=1&start=0"));
        Assert.False((await test.Client.ProbeAsync(JobviteEndpoint.Job, Ct)).Ok, "the very same address again is a loop");
        test.Jobvite.Requests.Clear();
        test.Gate.Entered.Clear();
        using var second = new ClientUnderTest();
        second.Jobvite.Then(_ => StubJobvite.Redirect("/api/v2/job/?start=0&count=1&view=full")).Then("""{"total":0,"requisitions":[]}""");
        Assert.True((await second.Client.ProbeAsync(JobviteEndpoint.Job, Ct)).Ok);
        Assert.Equal(2, second.Gate.Entered.Count);
    }

    [Fact]
    public async Task The_refused_endpoint_is_named()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":0,"requisitions":[]}""").Then(Refused);
        Assert.True((await test.Client.ProbeAsync(JobviteEndpoint.Job, Ct)).Ok);
        var candidate = await test.Client.ProbeAsync(JobviteEndpoint.Candidate, Ct);
        Assert.False(candidate.Ok);
        Assert.Contains("candidate", candidate.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("allowed on the candidate endpoint", candidate.Failure.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_jobvite_says_is_quoted_short_and_without_secrets_addresses_and_people()
    {
        using var test = new ClientUnderTest();
        var words = "Key acme_api_key and ACME_API_SECRET refused\\u0007 for jo@acme.test at https://api.jobvite.test/x?api=1 " + new string('z', 500);
        test.Jobvite.Then("{\"status\":{\"code\":401,\"messages\":[\"" + words + "\"]}}");
        var message = (await test.JobListFailure()).Message;
        Assert.All(["acme_api", "ACME_API", "jo@", "https://", "\a"], hidden => Assert.DoesNotContain(hidden, message, StringComparison.Ordinal));
        Assert.Contains("Key (hidden) and (hidden) refused for (e-mail) at (address)", message, StringComparison.Ordinal);
        Assert.True(message.Length < 300);
    }

    [Theory]
    [InlineData("""{"total":0,"requisitions":[]}""")]
    [InlineData("""{"total":0}""")]
    [InlineData("""{"jobs":[],"status":{"code":200,"messages":[]}}""")]
    [InlineData("""{"items":[],"status":"success","error":null,"errors":[]}""")]
    [InlineData("""{"data":[],"message":"No jobs"}""")]
    [InlineData("""{"data":{"jobs":[]}}""")]
    public async Task A_success_that_says_zero_is_zero(string body)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(body);
        var page = Assert.Single(await test.JobPages());
        Assert.Equal(PageOutcome.Last, page.Outcome);
        Assert.Empty(page.Records);
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ => StubJobvite.Body([0xEF, 0xBB, 0xBF, .. """{"total":1,"requisitions":[{"eId":"j1"}]}"""u8], "application/json"));
        Assert.Equal("j1", Assert.Single(Assert.Single(await test.JobPages()).Records).Id);
    }

    [Fact]
    public async Task An_error_in_broken_unicode_keeps_its_words()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ => StubJobvite.Body([.. """{"message":"Access denied """u8, 0xFF, 0xFE, (byte)'"', (byte)'}'], null));
        Assert.Equal(FailureKind.Unauthorized, (await test.JobListFailure()).Kind);
        test.Jobvite.Then("""{"message":"Access denied \ud83d"}""");
        Assert.Contains("Access denied \ufffd", (await test.JobListFailure()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message":"No coffee"}""")]
    [InlineData("""{"error":"No coffee"}""")]
    [InlineData("""{"error":{"code":418,"message":"No coffee"}}""")]
    [InlineData("""{"errors":["No coffee"]}""")]
    [InlineData("""{"errors":[{"message":"No coffee"}]}""")]
    [InlineData("""{"status":"ERROR","responseMessage":"No coffee"}""")]
    [InlineData("""{"status":{"code":400,"messages":["No coffee"]}}""")]
    public async Task An_error_of_every_form_is_told_in_jobvites_words(string body)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(body);
        Assert.Contains("No coffee", (await test.JobListFailure()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"eId":"j1","status":"Credentials pending"}""")]
    [InlineData("""{"id":"j1","status":"Not authorized yet"}""")]
    public async Task A_records_own_status_is_no_refusal(string body)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(body);
        Assert.Equal("j1", (await test.Client.GetJobAsync("j1", Ct))!.Id);
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_is_refused()
    {
        using var test = new ClientUnderTest(options => options.MaxResponseBytes = 2048);
        test.Jobvite.Then(_ => StubJobvite.Body(Encoding.UTF8.GetBytes($$"""{"total":0,"requisitions":[],"x":"{{new string('x', 3000)}}"}"""), null));
        var failure = await ClientUnderTest.FailureOf(() => test.Client.GetJobAsync("j1", TestContext.Current.CancellationToken));
        Assert.Contains("more than", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.TooLarge);
    }
}
