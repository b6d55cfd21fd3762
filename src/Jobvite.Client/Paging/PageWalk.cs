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
    /// <param name="fetch">Reads a page.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async IAsyncEnumerable<JobvitePage<T>> ReadAsync<T>(
        PageReading list, Func<PageAsk, CancellationToken, Task<RawPage<T>>> fetch, [EnumeratorCancellation] CancellationToken ct)
    {
        var trail = new PageTrail(list.MaxPages, list.Start, list.TotalBefore, list.Grows);
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
                page = await fetch(new PageAsk(start, asked, start == 0 || trail.MayBeAtEnd), ct).ConfigureAwait(false);
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

            // Behind a short page, a bare [] is an empty page, and of a list with a filter nothing else is asked for.
            if (page.InsteadOfNone is { } instead && !(trail.MayBeAtEnd && (page.Filtered || instead == PageParser.BareList)))
            {
                yield return new JobvitePage<T>(start, start, [], [], null, trail.MayBeAtEnd ? PageOutcome.Ended : page.Filtered ? PageOutcome.NothingMatched : PageOutcome.Incomplete)
                {
                    IncompleteReason = $"Jobvite answered with {instead} in place of a list, which does not prove that there is nothing.",
                };
                yield break;
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

/// <summary>One page to read.</summary>
/// <param name="Start">Where.</param>
/// <param name="Count">At most so many entries.</param>
/// <param name="MayBeNothing">There may be nothing there, so that an odd way to say so is no failure.</param>
internal readonly record struct PageAsk(int Start, int Count, bool MayBeNothing);

/// <summary>What of a list is to be read.</summary>
internal sealed record PageReading(int Start, int PageSize, int MaxPages)
{
    public int LargestPage { get; init; } = PageSize;

    public int? TotalBefore { get; init; }

    public Func<int?>? Remaining { get; init; }

    /// <inheritdoc cref="PageTrail(int, int, int?, bool)"/>
    public bool Grows { get; init; }
}
