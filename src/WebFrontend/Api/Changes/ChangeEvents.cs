using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Shows changes to whoever follows them, as server-sent events whose id is the cursor.</summary>
internal sealed class ChangeEvents(
    ChangeWatches watches, IOptions<JsonOptions> json, TimeProvider time, IHostApplicationLifetime lifetime, FrontendInstruments instruments)
{
    public const string MediaType = "text/event-stream";

    /// <summary>Below the idle limits of common proxies (60 s).</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A client reconnects by itself; a forgotten one does not stay for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="http">The request.</param>
    /// <param name="scope">Whose changes.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="page">The first page.</param>
    public async Task<IResult> Follow(HttpContext http, CompanyScope scope, FeedRequest request, FeedPage page)
    {
        using var over = new CancellationTokenSource(Longest, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(over.Token, http.RequestAborted, lifetime.ApplicationStopping);
        using var watcher = watches.Join(scope);
        var response = http.Response;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        instruments.WatcherCame();
        try
        {
            await Write(response, page, ending.Token);
            while (true)
            {
                if (ChangeWaiting.IsIdle(page) && !await Wait(watcher, page, ending.Token))
                {
                    // With the place, which moves on though nothing of the types asked for came.
                    await response.WriteAsync($": still here\nid: {page.NextCursor}\n\n", ending.Token);
                    await response.Body.FlushAsync(ending.Token);
                    continue;
                }

                var next = await scope.Changes.Read(request with { After = page.NextCursor, FromNow = false }, ending.Token);
                if (next.IsGone)
                {
                    // Whoever reads so slowly comes again and is told.
                    break;
                }

                page = next;
                await Write(response, page, ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client left, has been here long, or the service stops; either way the stream simply ends.
        }
        catch (Exception e) when (ClusterTrouble.Is(e) || e is InvalidCursorException)
        {
            // The client reconnects with the last id that it got, and learns what is wrong if it still is.
        }
        finally
        {
            instruments.WatcherLeft();
        }

        return TypedResults.Empty;
    }

    private async Task Write(HttpResponse response, FeedPage page, CancellationToken cancellationToken)
    {
        foreach (var item in page.Items)
        {
            await response.WriteAsync($"id: {item.Cursor}\nevent: {item.Type}\ndata: {JsonSerializer.Serialize(ChangeItem.Of(item), json.Value.SerializerOptions)}\n\n", cancellationToken);
        }

        await response.Body.FlushAsync(cancellationToken);
    }

    /// <summary>False when nothing came for the length of a heartbeat.</summary>
    private async Task<bool> Wait(ChangeWatches.Watcher watcher, FeedPage page, CancellationToken cancellationToken)
    {
        using var silent = new CancellationTokenSource(Heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silent.Token, cancellationToken);
        try
        {
            await watcher.Beyond(page.Position, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (silent.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
