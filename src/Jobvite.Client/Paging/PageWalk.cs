using System.Runtime.CompilerServices;

namespace Jobvite.Client;

internal static class PageWalk
{
    // Far beyond any list that 15 requests a minute can read, and far from overflowing.
    private const int LastStart = 1_000_000_000;

    // Where Jobvite counts from 1, two entries of the page before come again.
    private const int ComeAgain = 2;

    public static void Check(PageReading list)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(list.Start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(list.Start, LastStart);
        ArgumentOutOfRangeException.ThrowIfLessThan(list.PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(list.PageSize, list.LargestPage);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(list.LargestPage, 500);
        ArgumentOutOfRangeException.ThrowIfLessThan(list.MaxPages, 1);
    }

    /// <param name="list">What to read.</param>
    /// <param name="fetch">Reads the page at a start, with at most so many entries.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async IAsyncEnumerable<JobvitePage<T>> ReadAsync<T>(
        PageReading list, Func<int, int, CancellationToken, Task<RawPage<T>>> fetch, [EnumeratorCancellation] CancellationToken ct)
    {
        var trail = new PageTrail(list.MaxPages, list.Start, list.TotalBefore);
        var sizes = new PageSizes(list.PageSize, list.LargestPage);
        var start = list.Start;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var wanted = list.Remaining?.Invoke();
            var asked = sizes.Ask(wanted + (start > 0 ? ComeAgain : 0));
            RawPage<T> page;
            bool full;
            try
            {
                page = await fetch(start, asked, ct).ConfigureAwait(false);
                full = page.Entries >= asked;
                sizes.Came(full);
            }
            catch (JobviteException exception) when (exception.Failure.TooLarge)
            {
                if (sizes.Shrink(asked))
                {
                    continue;
                }

                if (!sizes.PassOver())
                {
                    throw;
                }

                (page, full) = (PassedOver<T>(start), true);
            }

            if (page.InsteadOfNone is { } instead)
            {
                yield return new JobvitePage<T>(start, start, [], [], null, page.Filtered && start == list.Start ? PageOutcome.NothingMatched : PageOutcome.Incomplete)
                {
                    IncompleteReason = $"Jobvite answered with {instead} in place of a list, which does not prove that there is nothing.",
                };
                yield break;
            }

            if (page.UnlessItEnds is { } failure && !trail.MayHaveEnded)
            {
                throw failure;
            }

            if (wanted is { } most && trail.Within(page.Keys, most) is var kept && kept < page.Entries)
            {
                (page, full) = (page.First(kept), true);
            }

            var step = trail.Next(start, asked, full, page.Keys, page.Total);
            yield return new JobvitePage<T>(start, step.NextStart, page.Records, page.Malformed, page.Total, step.Outcome)
            {
                Known = page.Known,
                IncompleteReason = step.Reason,
                WorkingSize = sizes.Remembered(full),
            };
            if (step.Outcome != PageOutcome.More)
            {
                yield break;
            }

            start = step.NextStart;
        }
    }

    // Its place stands for it: nobody has read what it is.
    private static RawPage<T> PassedOver<T>(int start) =>
        new([], [new MalformedRecord(0, null, "The record alone is a larger answer than the client reads.")], 1, [ulong.MaxValue - (ulong)start], null);
}

/// <summary>What of a list is to be read.</summary>
internal sealed record PageReading(int Start, int PageSize, int MaxPages)
{
    public int LargestPage { get; init; } = PageSize;

    public int? TotalBefore { get; init; }

    public Func<int?>? Remaining { get; init; }
}
