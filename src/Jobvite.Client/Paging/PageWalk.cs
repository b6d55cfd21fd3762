using System.Runtime.CompilerServices;

namespace Jobvite.Client;

internal static class PageWalk
{
    // Far beyond any list that 15 requests a minute can read, and far from overflowing.
    private const int LastStart = 1_000_000_000;

    public static void Check(int start, int size, int maxPages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, LastStart);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 500);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPages, 1);
    }

    public static async IAsyncEnumerable<JobvitePage<T>> ReadAsync<T>(
        int start, int size, int maxPages, Func<int, CancellationToken, Task<RawPage<T>>> fetch, [EnumeratorCancellation] CancellationToken ct)
    {
        var trail = new PageTrail(size, maxPages);
        var first = true;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var page = await fetch(start, ct).ConfigureAwait(false);
            if (page.InsteadOfNone is { } instead)
            {
                yield return new JobvitePage<T>(start, start, [], [], null, page.Filtered && first ? PageOutcome.Ended : PageOutcome.Incomplete)
                {
                    IncompleteReason = $"Jobvite answered with {instead} in place of a list, which does not prove that there is nothing.",
                };
                yield break;
            }

            first = false;
            var (next, outcome, reason) = trail.Next(start, page.Entries, page.Keys, page.Total);
            yield return new JobvitePage<T>(start, next, page.Records, page.Malformed, page.Total, outcome) { Known = page.Known, IncompleteReason = reason };
            if (outcome != PageOutcome.More)
            {
                yield break;
            }

            start = next;
        }
    }
}
