using Jobvite.Client;
using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>The client's pages as drafts.</summary>
internal static class ListPages
{
    /// <summary>A draft whose cursor is the list's next start.</summary>
    public static PageDraft Draft<T>(JobvitePage<T> page, DateTimeOffset readAt, Func<RunPage, CancellationToken, Task<PageResult>> save) =>
        Draft(page, ListCursor.At(page.NextStart), readAt, save);

    /// <summary>A draft with a cursor of its own.</summary>
    public static PageDraft Draft<T>(
        JobvitePage<T> page, string nextCursor, DateTimeOffset readAt, Func<RunPage, CancellationToken, Task<PageResult>> save) => new()
        {
            NextCursor = nextCursor,
            Fetched = page.Records.Count + page.Malformed.Count,
            // Some last pages say 0 where there are records.
            Total = page.Total is > 0 ? page.Total : null,
            Failures = RecordFailures.From(page.Malformed),
            Incomplete = page.Outcome == PageOutcome.Incomplete ? page.IncompleteReason : null,
            ExpectsNews = page.Outcome == PageOutcome.More,
            ReadAt = readAt,
            Save = save,
        };
}
