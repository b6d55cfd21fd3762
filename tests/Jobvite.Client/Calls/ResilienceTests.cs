using System.Net;

namespace Jobvite.Client.Tests;

public sealed class ResilienceTests
{
    private const string Empty = """{"total":0,"requisitions":[]}""";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_sends_once_does_not_retry()
    {
        using var test = new ClientUnderTest(connect: connection => connection with { Once = true });
        test.Jobvite.Then("{}", 503).Then("""{"total":0,"requisitions":[]}""");
        Assert.Equal(FailureKind.Unavailable, (await test.JobListFailure()).Kind);
        Assert.Single(test.Jobvite.Requests);
    }

    [Fact]
    public async Task A_server_error_is_retried_and_every_attempt_passes_the_gate()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("{}", 500).Then("", 502).Then(Empty);
        Assert.Null(await test.Client.GetJobAsync("j1", Ct));
        Assert.Equal(3, test.Gate.Entered.Count);
    }

    [Fact]
    public async Task After_the_last_retry_the_failure_comes_out()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Otherwise = _ => StubJobvite.Json("{}", 500);
        Assert.Equal(FailureKind.Unavailable, (await test.JobListFailure()).Kind);
        Assert.Equal(3, test.Jobvite.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task What_will_not_pass_by_itself_is_not_retried(int status)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"message":"no"}""", status);
        await test.JobListFailure();
        Assert.Single(test.Jobvite.Requests);
    }

    [Fact]
    public async Task A_broken_connection_is_retried()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "secret host")).Then(_ => throw new IOException("cut")).Then(Empty);
        Assert.Null(await test.Client.GetJobAsync("j1", Ct));
    }

    [Fact]
    public async Task A_transport_error_is_told_without_its_inner_text()
    {
        using var test = new ClientUnderTest(options => options.MaxRetries = 0);
        test.Jobvite.Then(_ => throw new HttpRequestException(HttpRequestError.NameResolutionError, "inner text"));
        var failure = await test.JobListFailure();
        Assert.Contains("cannot be resolved", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("inner text", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_retry_after_is_waited_out()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ => Throttled("3")).Then(Empty);
        var call = test.Client.GetJobAsync("j1", Ct);
        Assert.False(call.IsCompleted);
        test.Time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Single(test.Jobvite.Requests);
        test.Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Null(await call);
        Assert.Equal([TimeSpan.FromSeconds(3)], test.Gate.Throttled);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("Tue, 14 Nov 2023 22:15:20 GMT", 120)]
    [InlineData(null, 60)]
    [InlineData("99999999", 86400)]
    public async Task A_long_wait_is_reported_and_told_to_the_gate(string? header, int seconds)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ => Throttled(header));
        var failure = await test.JobListFailure();
        Assert.Equal((FailureKind.Throttled, TimeSpan.FromSeconds(seconds)), (failure.Kind, failure.RetryAfter));
        Assert.Equal([TimeSpan.FromSeconds(seconds)], test.Gate.Throttled);
        Assert.Single(test.Jobvite.Requests);
    }

    [Fact]
    public async Task What_the_gate_throws_comes_out_untouched_and_nothing_is_sent()
    {
        using var test = new ClientUnderTest();
        var refusal = new TimeoutException("no budget");
        test.Gate.Refuses = () => refusal;
        Assert.Same(refusal, await Assert.ThrowsAsync<TimeoutException>(() => test.Client.GetJobAsync("j1", Ct)));
        Assert.Same(refusal, await Assert.ThrowsAsync<TimeoutException>(() => test.Client.ProbeAsync(JobviteEndpoint.Job, Ct)));
        Assert.Empty(test.Jobvite.Requests);
    }

    [Fact]
    public async Task A_probe_is_one_attempt_and_reports_instead_of_throwing()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(_ =>
        {
            test.Time.Advance(TimeSpan.FromMilliseconds(120));
            return StubJobvite.Json("{}", 500);
        });
        var probe = await test.Client.ProbeAsync(JobviteEndpoint.Candidate, Ct);
        Assert.Equal((false, FailureKind.Unavailable, TimeSpan.FromMilliseconds(120)), (probe.Ok, probe.Failure!.Kind, probe.Latency));
        Assert.Equal("?start=0&count=1", Assert.Single(test.Jobvite.Requests).Uri.Query);
    }

    [Fact]
    public async Task A_company_that_keeps_failing_is_left_alone_and_the_others_are_not()
    {
        using var test = new ClientUnderTest(options => (options.MaxRetries, options.CircuitMinimumThroughput) = (0, 3));
        test.Jobvite.Otherwise = _ => StubJobvite.Json("{}", 500);
        for (var i = 0; i < 3; i++)
        {
            await test.JobListFailure();
        }

        var refused = await test.JobListFailure();
        Assert.Equal(FailureKind.Unavailable, refused.Kind);
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal(3, test.Jobvite.Requests.Count);

        test.Jobvite.Otherwise = _ => StubJobvite.Json(Empty);
        Assert.Null(await test.Factory.Create(test.Connection with { CompanyTag = "other" }, test.Gate).GetJobAsync("j1", Ct));
        Assert.True((await test.Client.ProbeAsync(JobviteEndpoint.Job, Ct)).Ok);

        test.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(await test.Client.GetJobAsync("j1", Ct));
    }

    [Fact]
    public async Task Refused_credentials_open_no_circuit()
    {
        using var test = new ClientUnderTest(options => options.CircuitMinimumThroughput = 2);
        test.Jobvite.Otherwise = _ => StubJobvite.Json("{}", 401);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(FailureKind.Unauthorized, (await test.JobListFailure()).Kind);
        }
    }

    [Fact]
    public void The_number_of_circuits_is_bounded()
    {
        using var test = new ClientUnderTest(options => options.MaxCircuits = 20);
        for (var i = 0; i < 1000; i++)
        {
            test.Circuits.For($"company-{i}", "host");
        }

        Assert.InRange(test.Circuits.Count, 1, 20);
    }

    [Fact]
    public async Task Cancelling_is_cancelling_and_not_a_failure()
    {
        using var test = new ClientUnderTest();
        using var cancel = new CancellationTokenSource();
        test.Jobvite.Then(_ =>
        {
            cancel.Cancel();
            throw new OperationCanceledException(cancel.Token);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => test.Client.GetJobAsync("j1", cancel.Token));
    }

    [Fact]
    public async Task The_total_time_ends_the_retries()
    {
        using var test = new ClientUnderTest(options => (options.MaxRetries, options.TotalTimeout) = (10, TimeSpan.FromSeconds(40)));
        test.Jobvite.Otherwise = _ =>
        {
            test.Time.Advance(TimeSpan.FromSeconds(15));
            return StubJobvite.Json("{}", 500);
        };
        Assert.Equal(FailureKind.Unavailable, (await test.JobListFailure()).Kind);
        Assert.Equal(3, test.Jobvite.Requests.Count);
    }

    private static HttpResponseMessage Throttled(string? retryAfter)
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }
}
