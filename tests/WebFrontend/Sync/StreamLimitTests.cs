using System.Net;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Tests.Console;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Who watches many runs takes nothing from the tenant's other requests.</summary>
public sealed class StreamLimitTests
{
    private const string Root = "/api/integrations/jobvite";

    [Fact]
    public async Task Open_streams_have_a_limit_of_their_own()
    {
        await using var front = new FrontHost(new Dictionary<string, string?> { ["Frontend:StreamsAtOnce"] = "3", ["Frontend:RequestsAtOnce"] = "1" });
        await front.InitializeAsync();
        var (tenant, neighbour) = (front.NewTenant(), front.NewTenant());
        var run = Samples.Run();
        tenant.Records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(run);
        neighbour.Records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(run);
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < 3; i++)
        {
            open.Add(await Open(tenant, run.RunId));
        }

        Assert.All(open, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var problem = await tenant.Client.Get($"{Root}/sync/runs/{run.RunId}/events").Problem(HttpStatusCode.TooManyRequests);
        Assert.Contains("3 event streams", problem.Error(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await tenant.Client.Get($"{Root}/sync/runs/{run.RunId}")).StatusCode);
        open.Add(await Open(neighbour, run.RunId));
        Assert.Equal(HttpStatusCode.OK, open[^1].StatusCode);

        // Whoever looks at the console is not locked out by the tenant's programs.
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        open.Add(await browser.Client.GetAsync(new Uri($"/console/runs/{run.RunId}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Answers.Cancelled));
        Assert.Equal(HttpStatusCode.OK, open[^1].StatusCode);
        open.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task All_who_watch_a_run_cost_one_look_an_interval()
    {
        var time = new FakeTimeProvider();
        var looks = new RunWatches(Options.Create(new FrontendSettings()), time);
        var records = Substitute.For<IRecordReaderGrain>();
        var run = Samples.Run();
        records.GetRun(run.RunId, Arg.Any<CancellationToken>()).Returns(run);
        var watchers = Enumerable.Range(0, 10).Select(_ => looks.Join("acme", records, run.RunId)).ToList();

        for (var round = 1; round <= 3; round++)
        {
            foreach (var watcher in watchers)
            {
                Assert.Equal(run, await watcher.Look(Answers.Cancelled));
            }

            await records.Received(round).GetRun(run.RunId, Arg.Any<CancellationToken>());
            time.Advance(TimeSpan.FromMilliseconds(400));
        }

        watchers.ForEach(watcher => watcher.Dispose());
    }

    [Fact]
    public async Task A_look_that_nobody_waits_for_any_more_is_cancelled()
    {
        var looks = new RunWatches(Options.Create(new FrontendSettings()), new FakeTimeProvider());
        var records = Substitute.For<IRecordReaderGrain>();
        CancellationToken given = default;
        records.GetRun(Arg.Any<Guid>(), Arg.Do<CancellationToken>(token => given = token)).Returns(Samples.Run());
        var (first, second) = (looks.Join("acme", records, Guid.Empty), looks.Join("acme", records, Guid.Empty));
        await first.Look(Answers.Cancelled);

        first.Dispose();
        Assert.False(given.IsCancellationRequested);
        second.Dispose();

        Assert.True(given.IsCancellationRequested);
    }

    private static Task<HttpResponseMessage> Open(PlayedTenant tenant, Guid runId) =>
        tenant.Client.GetAsync(new Uri($"{Root}/sync/runs/{runId}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Answers.Cancelled);
}
