using System.Net;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class RunEventTests
{
    private const string Root = "/api/integrations/jobvite/sync/runs";

    /// <summary>Until the stream's timer waits, advancing the clock does nothing; so it is advanced until the stream moves.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_run_is_shown_on_each_change_until_it_ends()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var front = await Started(clock);
        var tenant = front.NewTenant();
        var run = Samples.Run();
        tenant.Records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(
            run, run, run with { Progress = new() { Fetched = 50 } }, run with { Status = RunStatus.Success, Progress = new() { Fetched = 60 } });

        using var answer = await Open(tenant.Client, run.RunId);
        var text = await ReadToEnd(answer, clock);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var events = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, events.Length);
        Assert.All(events, e => Assert.StartsWith("event: run\ndata: {\"runId\":", e, StringComparison.Ordinal));
        Assert.Contains("\"fetched\":60", events[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_run_is_kept_alive_by_comments()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var front = await Started(clock);
        var tenant = front.NewTenant();
        var run = Samples.Run();
        var looks = 0;
        tenant.Records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(_ => Interlocked.Increment(ref looks) < 40 ? run : run with { Status = RunStatus.Failed });

        using var answer = await Open(tenant.Client, run.RunId);
        var text = await ReadToEnd(answer, clock);

        Assert.Contains("\n\n: still here\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watcher_is_let_go_after_a_quarter_of_an_hour()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var front = await Started(clock);
        var tenant = front.NewTenant();
        var run = Samples.Run();
        tenant.Records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(run);

        using var answer = await Open(tenant.Client, run.RunId);
        var text = await ReadToEnd(answer, clock, TimeSpan.FromMinutes(1));

        Assert.DoesNotContain("\"status\":\"success\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_that_restarts_does_not_end_the_stream()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var front = await Started(clock);
        var tenant = front.NewTenant();
        var run = Samples.Run();
        var looks = 0;
        tenant.Records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(_ => Interlocked.Increment(ref looks) switch
        {
            1 => run,
            2 => throw new TimeoutException(),
            _ => run with { Status = RunStatus.Success },
        });

        using var answer = await Open(tenant.Client, run.RunId);
        var text = await ReadToEnd(answer, clock);

        Assert.Contains("\"status\":\"success\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_ends_the_looking()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var front = await Started(clock);
        var tenant = front.NewTenant();
        var run = Samples.Run();
        var token = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        tenant.Records.GetRun(run.RunId, Arg.Do<CancellationToken>(c => token.TrySetResult(c))).Returns(run);

        var answer = await Open(tenant.Client, run.RunId);
        answer.Dispose();
        tenant.Client.Dispose();

        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = (await token.Task).Register(() => left.TrySetResult());
        await left.Task.WaitAsync(TimeSpan.FromSeconds(10), Answers.Cancelled);
        Assert.True(left.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task An_unknown_run_is_a_404_problem_although_the_client_wants_a_stream()
    {
        await using var front = await Started(new(TimeProvider.System.GetUtcNow()));
        var tenant = front.NewTenant();
        tenant.Records.GetRun(Arg.Any<Guid>(), Arg.Any<CancellationToken>()).Returns((SyncRun?)null);
        tenant.Client.DefaultRequestHeaders.Accept.Add(new("text/event-stream"));

        await tenant.Client.Get($"{Root}/{Guid.NewGuid()}/events").Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_stream_needs_a_token_like_everything_else()
    {
        await using var front = await Started(new(TimeProvider.System.GetUtcNow()));

        await front.Anonymous.Get($"{Root}/{Guid.NewGuid()}/events").Problem(HttpStatusCode.Unauthorized);
    }

    private static async Task<FrontHost> Started(FakeTimeProvider clock)
    {
        var front = new FrontHost(new Dictionary<string, string?>()) { Configure = services => services.AddSingleton<TimeProvider>(clock) };
        await front.InitializeAsync();
        return front;
    }

    private static async Task<HttpResponseMessage> Open(HttpClient client, Guid runId)
    {
        var answer = await client.GetAsync(new Uri($"{Root}/{runId}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Answers.Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private static async Task<string> ReadToEnd(HttpResponseMessage answer, FakeTimeProvider clock, TimeSpan? step = null)
    {
        var reading = answer.Content.ReadAsStringAsync(Answers.Cancelled);
        while (!reading.IsCompleted)
        {
            clock.Advance(step ?? Step);
            await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Answers.Cancelled));
        }

        return await reading;
    }
}
