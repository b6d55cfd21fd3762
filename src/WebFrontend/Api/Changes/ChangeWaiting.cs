using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Holds an answer back until there is something to tell.</summary>
internal sealed class ChangeWaiting(ChangeWatches watches, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>The page, or, when it is empty and nothing follows it, the first one that is not; the empty one when the time is over.</summary>
    public async Task<FeedPage> Fill(CompanyScope scope, FeedRequest request, FeedPage page, TimeSpan wait, CancellationToken left)
    {
        if (wait == TimeSpan.Zero || !IsIdle(page))
        {
            return page;
        }

        using var over = new CancellationTokenSource(wait, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(over.Token, lifetime.ApplicationStopping, left);
        using var watcher = watches.Join(scope);
        try
        {
            while (IsIdle(page))
            {
                await watcher.Beyond(page.Position, ending.Token);
                var next = await scope.Changes.Read(request with { After = page.NextCursor }, left);
                if (next.IsGone)
                {
                    break;
                }

                page = next;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested && !left.IsCancellationRequested)
        {
            // Nothing came, or the service stops: the caller comes again with the same cursor.
        }
        catch (InvalidCursorException)
        {
            // The company's data were deleted meanwhile; the next request is told so.
        }

        return page;
    }

    /// <summary>There is nothing to tell, and nothing more to look through.</summary>
    public static bool IsIdle(FeedPage page) => page.Items.IsEmpty && !page.HasMore;
}
