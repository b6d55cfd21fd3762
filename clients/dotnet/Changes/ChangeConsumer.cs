namespace JobviteOrleans;

/// <summary>
/// Follows the feed of changes from a checkpoint on. It waits as <c>Retry-After</c> says, tries again after network failures, and starts over
/// where the service says that the place is not kept any more.
/// </summary>
/// <param name="api">The service, with a token in the headers of its <see cref="HttpClient"/>, whose timeout is more than 30 seconds.</param>
/// <param name="checkpoint">Where the place is kept.</param>
/// <param name="handler">What is done with the changes.</param>
/// <param name="time">Null for the machine's clock.</param>
public sealed class ChangeConsumer(JobviteApi api, ICheckpoint checkpoint, IChangeHandler handler, TimeProvider? time = null)
{
    private const string FromNow = "now";
    private const int LongestWait = 30;
    /// <summary>Types of changes, comma-separated, such as <c>application.*,candidate.deleted</c>; null for all.</summary>
    public string? Types { get; init; }

    /// <summary>Items a page, 1–1000.</summary>
    public int Limit { get; init; } = 1000;

    /// <summary>Told of every failure that is tried again, and of the wait before that.</summary>
    public Action<Exception, TimeSpan>? Waiting { get; init; }

    /// <summary>Goes on until it is cancelled.</summary>
    /// <exception cref="ApiException">The service refuses: the token (401, 403), a parameter (400), or no company is connected (404).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled. What the handler threw is thrown as well.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        var cursor = await checkpoint.Load(cancellationToken).ConfigureAwait(false) ?? await StartOver(null, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            cursor = await Step(cursor, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> Step(string cursor, CancellationToken cancellationToken)
    {
        ChangePage page;
        try
        {
            page = await Read(cursor, LongestWait, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException<ProblemBody> gone) when (gone is { StatusCode: 410, Result.ResumeCursor: not null })
        {
            return await StartOver(gone.Result.ResumeCursor, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException<ProblemBody> refused) when (refused.StatusCode == 400 && refused.Result.Errors?.ContainsKey("after") == true)
        {
            // The checkpoint is damaged, or from before the company's data were deleted.
            return await StartOver(null, cancellationToken).ConfigureAwait(false);
        }

        if (page.Items.Count > 0)
        {
            await handler.Apply(page.Items, page.NextCursor, cancellationToken).ConfigureAwait(false);
        }

        if (page.NextCursor != cursor)
        {
            await checkpoint.Save(page.NextCursor, cancellationToken).ConfigureAwait(false);
        }

        return page.NextCursor;
    }

    /// <summary>The place comes first and the lists second: what changes in between is told of again rather than never.</summary>
    private async Task<string> StartOver(string? cursor, CancellationToken cancellationToken)
    {
        cursor ??= (await Read(FromNow, 0, cancellationToken).ConfigureAwait(false)).NextCursor;
        await handler.StartOver(cursor, cancellationToken).ConfigureAwait(false);
        await checkpoint.Save(cursor, cancellationToken).ConfigureAwait(false);
        return cursor;
    }

    private Task<ChangePage> Read(string after, int wait, CancellationToken cancellationToken) => new Retries(time ?? TimeProvider.System, Waiting).Call(
        cancelled => api.ListChangesAsync(after: after, limit: Limit, types: Types, wait: wait, cancellationToken: cancelled), cancellationToken);
}

/// <summary>What a consumer does with changes.</summary>
public interface IChangeHandler
{
    /// <summary>
    /// Reads the lists, because there is no place to go on from or what followed it is not kept any more. A record of an older copy that is in no list
    /// is gone. Called again if the program ends before the checkpoint is saved.
    /// </summary>
    /// <param name="cursor">The place at which the feed goes on.</param>
    /// <param name="cancellationToken">Ends the consumer.</param>
    Task StartOver(string cursor, CancellationToken cancellationToken);

    /// <summary>Stores items. After a crash some come again with the same <see cref="ChangeItem.Id"/>.</summary>
    /// <param name="items">In the order in which they happened; never empty.</param>
    /// <param name="nextCursor">The place behind them, for those who store it in one transaction with the items.</param>
    /// <param name="cancellationToken">Ends the consumer.</param>
    Task Apply(IReadOnlyList<ChangeItem> items, string nextCursor, CancellationToken cancellationToken);
}
