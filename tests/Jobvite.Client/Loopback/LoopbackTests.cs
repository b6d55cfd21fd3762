using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Jobvite.Client.Tests;

/// <summary>What only a real connection shows: redirects, cookies, compression, slow and endless bodies.</summary>
public sealed class LoopbackTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_read_over_a_real_connection_without_ever_sending_a_cookie()
    {
        var seen = new ConcurrentBag<string>();
        await using var server = await LoopbackJobvite.StartAsync(context =>
        {
            seen.Add($"{context.Request.Headers.Cookie}|{context.Request.Headers["X-JVI-API"]}");
            context.Response.Headers.SetCookie = "JSESSIONID=_remove_; Path=/";
            return LoopbackJobvite.Jobs(context, 1200);
        });
        var ids = new HashSet<string>();
        await foreach (var page in server.Client.ReadJobPagesAsync(new JobPageRequest(), Ct))
        {
            ids.UnionWith(page.Records.Select(job => job.Id));
        }

        Assert.Equal(1200, ids.Count);
        Assert.Equal(["|acme_api_key"], seen.Distinct());
    }

    [Fact]
    public async Task A_redirect_to_a_login_page_is_not_followed()
    {
        var paths = new ConcurrentBag<string>();
        await using var server = await LoopbackJobvite.StartAsync(context =>
        {
            paths.Add(context.Request.Path);
            context.Response.Redirect("/login.html");
            return Task.CompletedTask;
        });
        Assert.Equal(FailureKind.Unauthorized, (await Failure(server)).Kind);
        Assert.Equal(["/api/v2/job"], paths);
    }

    [Fact]
    public async Task A_small_answer_that_unpacks_into_a_large_one_is_refused()
    {
        await using var server = await LoopbackJobvite.StartAsync(
            async context =>
            {
                context.Response.Headers.ContentEncoding = "gzip";
                await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
                await gzip.WriteAsync("{\"requisitions\":[],\"x\":\""u8.ToArray());
                await gzip.WriteAsync(new byte[4 * 1024 * 1024]);
            },
            options => options.MaxResponseBytes = 1024 * 1024);
        var failure = await Failure(server);
        Assert.Equal(FailureKind.Malformed, failure.Kind);
        Assert.Contains("more than 1 MiB", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_at_the_limit()
    {
        await using var server = await LoopbackJobvite.StartAsync(
            async context =>
            {
                var block = new byte[64 * 1024];
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
                }
            },
            options => options.MaxResponseBytes = 1024 * 1024);
        Assert.Contains("more than 1 MiB", (await Failure(server)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_stalls_is_given_up_after_the_attempt_timeout()
    {
        await using var server = await LoopbackJobvite.StartAsync(
            async context =>
            {
                await context.Response.WriteAsync("{\"requisitions\":[", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            },
            options => options.AttemptTimeout = TimeSpan.FromSeconds(1));
        var failure = await Failure(server);
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Contains("within 1 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_is_a_failure_and_not_a_short_list()
    {
        await using var server = await LoopbackJobvite.StartAsync(async context =>
        {
            await context.Response.WriteAsync("{\"requisitions\":[{\"eId\":\"j1\"}");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Assert.Equal(FailureKind.Unavailable, (await Failure(server)).Kind);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_unavailable()
    {
        var server = await LoopbackJobvite.StartAsync(context => LoopbackJobvite.Jobs(context, 0));
        Assert.True((await server.Client.ProbeAsync(JobviteEndpoint.Job, Ct)).Ok);
        var client = server.Client;
        await server.StopListeningAsync();
        var failure = (await client.ProbeAsync(JobviteEndpoint.Job, Ct)).Failure!;
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        await server.DisposeAsync();
    }

    private static Task<JobviteFailure> Failure(LoopbackJobvite server) => ClientUnderTest.FailureOf(() => server.Client.GetJobAsync("j1", Ct));
}
