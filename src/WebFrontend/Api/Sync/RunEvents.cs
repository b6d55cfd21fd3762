using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>
/// Shows a run to whoever watches it, as server-sent events. The front looks at the stored run instead of being told: a run
/// costs one cheap read a time for all who watch it here, and nothing in the cluster has to remember them.
/// </summary>
internal static class RunEvents
{
    /// <summary>Below the idle limits of common proxies (60 s).</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A browser reconnects by itself; a forgotten one does not stay for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static async Task<IResult> Watch(
        HttpContext http,
        CompanyScope scope,
        string runId,
        TimeProvider time,
        IOptions<FrontendSettings> settings,
        IOptions<JsonOptions> json,
        IHostApplicationLifetime lifetime,
        FrontendInstruments instruments,
        RunWatches looks)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var id = PathId.Guid(runId, "sync run");
        if (await scope.Records.GetRun(id, ending.Token) is not { } run)
        {
            return Problem.NotFound("sync run");
        }

        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        instruments.WatcherCame();
        try
        {
            using var watcher = looks.Join(scope.CompanyId, scope.Records, id);
            await Follow(run, watcher);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The watcher left, or the service stops; either way the stream simply ends.
        }
        finally
        {
            instruments.WatcherLeft();
        }

        return TypedResults.Empty;

        async Task Follow(SyncRun current, RunWatches.Watcher watcher)
        {
            var started = time.GetTimestamp();
            var lastWrite = started;
            string? shown = null;
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(settings.Value.RunEventsPollMilliseconds), time);
            do
            {
                var text = JsonSerializer.Serialize(Items.Of(current), json.Value.SerializerOptions);
                if (text != shown)
                {
                    await response.WriteAsync($"event: run\ndata: {text}\n\n", ending.Token);
                    (shown, lastWrite) = (text, time.GetTimestamp());
                }
                else if (time.GetElapsedTime(lastWrite) >= Heartbeat)
                {
                    await response.WriteAsync(": still here\n\n", ending.Token);
                    lastWrite = time.GetTimestamp();
                }

                await response.Body.FlushAsync(ending.Token);
                if (current.IsEnded || time.GetElapsedTime(started) >= Longest || !await timer.WaitForNextTickAsync(ending.Token))
                {
                    return;
                }

                current = await Look(current, watcher);
            }
            while (true);
        }

        async Task<SyncRun> Look(SyncRun last, RunWatches.Watcher watcher)
        {
            try
            {
                // The company's data was deleted while somebody watched: there is nothing more to come.
                return await watcher.Look(ending.Token) ?? last with { Status = RunStatus.Cancelled };
            }
            catch (Exception e) when (ClusterTrouble.Is(e) && !ending.IsCancellationRequested)
            {
                // A silo that restarts is no reason to tell the watcher that the run is over.
                return last;
            }
        }
    }
}
