using System.Runtime.CompilerServices;

namespace JobviteOrleans;

/// <summary>Whole lists, in the order in which nothing is missed: what changes during the walk comes again at its end.</summary>
public static class Lists
{
    private const string Order = "changed";
    private const int PageSize = 100;

    public static IAsyncEnumerable<JobItem> AllJobs(this JobviteApi api, CancellationToken cancellationToken = default) => Walk(
        async (cursor, cancelled) =>
        {
            var page = await api.ListJobsAsync(sort: Order, pageSize: PageSize, cursor: cursor, cancellationToken: cancelled).ConfigureAwait(false);
            return (page.Items, page.Pagination.NextCursor);
        },
        cancellationToken);

    public static IAsyncEnumerable<CandidateItem> AllCandidates(this JobviteApi api, CancellationToken cancellationToken = default) => Walk(
        async (cursor, cancelled) =>
        {
            var page = await api.ListCandidatesAsync(sort: Order, pageSize: PageSize, cursor: cursor, cancellationToken: cancelled).ConfigureAwait(false);
            return (page.Items, page.Pagination.NextCursor);
        },
        cancellationToken);

    public static IAsyncEnumerable<ProcessItem> AllProcesses(this JobviteApi api, CancellationToken cancellationToken = default) => Walk(
        async (cursor, cancelled) =>
        {
            var page = await api.ListProcessesAsync(sort: Order, pageSize: PageSize, cursor: cursor, cancellationToken: cancelled).ConfigureAwait(false);
            return (page.Items, page.Pagination.NextCursor);
        },
        cancellationToken);

    private static async IAsyncEnumerable<T> Walk<T>(
        Func<string?, CancellationToken, Task<(IReadOnlyList<T> Items, string? Next)>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var retries = new Retries(TimeProvider.System);
        string? cursor = null;
        do
        {
            (var items, cursor) = await retries.Call(cancelled => read(cursor, cancelled), cancellationToken).ConfigureAwait(false);
            foreach (var item in items)
            {
                yield return item;
            }
        }
        while (cursor is not null);
    }
}
