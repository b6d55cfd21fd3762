using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Sandbox.Tests;

public sealed class LimitTests
{
    private const string Job = "/job?start=0&count=1";
    private const string Candidate = "/candidate?start=0&count=1";

    /// <summary>23:00 in the Pacific zone.</summary>
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 15, 7, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_request_too_many_in_a_minute_is_told_how_long_to_wait()
    {
        await using var caller = await StartAsync(new SandboxLimits { RequestsPerMinute = 2 });
        await caller.TextAsync(Job);
        _time.Advance(TimeSpan.FromSeconds(20));
        await caller.TextAsync(Candidate);

        using var refused = await caller.GetAsync(Job);
        _time.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(40), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, await caller.StatusAsync(Job));
        Assert.Equal(HttpStatusCode.TooManyRequests, await caller.StatusAsync(Job));
        Assert.Equal(2, caller.Server.Requests.Throttled);
    }

    [Fact]
    public async Task A_refusal_can_be_silent_about_the_wait()
    {
        await using var caller = await StartAsync(new SandboxLimits { RequestsPerMinute = 0, SendRetryAfter = false });

        using var refused = await caller.GetAsync(Job);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Null(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task The_hour_has_its_own_limit()
    {
        await using var caller = await StartAsync(new SandboxLimits { RequestsPerHour = 1 });
        await caller.TextAsync(Job);
        _time.Advance(TimeSpan.FromMinutes(59));

        Assert.Equal(HttpStatusCode.TooManyRequests, await caller.StatusAsync(Job));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await caller.StatusAsync(Job));
    }

    [Fact]
    public async Task Days_end_at_midnight_in_the_Pacific_zone_and_are_counted_by_endpoint()
    {
        await using var caller = await StartAsync(new SandboxLimits { CandidateRequestsPerDay = 1, RequisitionRequestsPerDay = 2 });
        await caller.TextAsync(Candidate);
        await caller.TextAsync(Job);

        using var refused = await caller.GetAsync(Candidate);

        Assert.Equal(TimeSpan.FromHours(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, await caller.StatusAsync(Job));
        Assert.Equal(HttpStatusCode.TooManyRequests, await caller.StatusAsync(Job));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, await caller.StatusAsync(Candidate));
    }

    [Fact]
    public async Task A_refused_key_uses_nothing_up()
    {
        await using var caller = await StartAsync(new SandboxLimits { RequestsPerMinute = 1 });
        using var refused = await caller.SendAsync(HttpMethod.Get, "/api/v2" + Job, authenticated: false);

        Assert.Equal(HttpStatusCode.OK, await caller.StatusAsync(Job));
    }

    private Task<SandboxCaller> StartAsync(SandboxLimits limits) =>
        SandboxCaller.StartAsync(new SandboxOptions { Candidates = 3, Jobs = 3, Limits = limits, TimeProvider = _time });
}
