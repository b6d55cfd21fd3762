using Jobvite.Client;
using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

/// <summary>The client's pages as drafts.</summary>
internal static class ListPages
{
    /// <summary>A draft whose cursor is the list's next start.</summary>
    /// <param name="page">What was read.</param>
    /// <param name="first">Where the first page of this reading began: behind the list's beginning it resumes.</param>
    /// <param name="readAt">When the request was sent.</param>
    /// <param name="save">Stores the records.</param>
    public static PageDraft Draft<T>(JobvitePage<T> page, int first, DateTimeOffset readAt, Func<RunPage, CancellationToken, Task<PageResult>> save) => new()
    {
        NextCursor = RunCursor.At(page.NextStart),
        Fetched = page.Records.Count + page.Known.Count + page.Malformed.Count,
        Total = page.Total is > 0 ? page.Total : null,
        Failures = RecordFailures.From(page.Malformed),
        Incomplete = page.Outcome switch
        {
            PageOutcome.Ended => $"{page.IncompleteReason} A run that sees less than it is told of deletes nothing.",
            PageOutcome.Incomplete => page.IncompleteReason,
            // A quiet company's list of what changed: it is what was asked for, and deletes nothing anyway.
            _ => null,
        },
        EndReached = page.Outcome == PageOutcome.Ended,
        PageSize = page.WorkingSize,
        ExpectsNews = page.Outcome == PageOutcome.More && page.Start != first,
        Resumes = first > 0 && page.Start == first,
        ReadAt = readAt,
        Save = save,
    };
}
