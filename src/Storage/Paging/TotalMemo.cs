using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// Remembers how many rows a list had while nothing changed in it. To count ten thousand candidates takes as long as everything else that a
/// page takes, and most pages are read of companies where nothing has changed since the page before.
/// </summary>
/// <remarks>
/// What is remembered counts only as long as the company's newest change is the very same row at the very same time, which the database
/// itself decides, in the statement that reads the page: whatever changes a candidate or an application of theirs, on any silo, makes another
/// newest change. It must have been an old one when it was counted, because a transaction that began before may end after. Even so nothing
/// is remembered for long.
/// </remarks>
internal sealed class TotalMemo(TimeProvider time)
{
    private const int MaxTotals = 20_000;
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Known> _totals = new(StringComparer.Ordinal);

    /// <summary>The statement that finds a total.</summary>
    /// <param name="table">Constant: whose newest change is in an index.</param>
    /// <param name="matches">Constant: what is counted if it must be.</param>
    public static string Statement(string table, string matches) => $"""
        SELECT CASE WHEN updated_at = @knownAt::timestamptz AND id = @knownId::uuid THEN @knownTotal::bigint
                    ELSE (SELECT count(*) FROM {matches}) END AS list_total,
               updated_at AS newest_at, id AS newest_id
        FROM (SELECT updated_at, id FROM {table} WHERE company_id = @companyId ORDER BY updated_at DESC, id DESC LIMIT 1) AS newest
        """;

    public Known? Find(ListName list, ListConditions conditions) =>
        _totals.TryGetValue(KeyOf(list, conditions), out var known) && time.GetUtcNow() - known.CountedAt < Kept ? known : null;

    /// <param name="list">Which list.</param>
    /// <param name="conditions">What it was narrowed down to, without the place in it.</param>
    /// <param name="row">A row of <see cref="Statement"/>.</param>
    /// <param name="total">What it says.</param>
    public void Keep(ListName list, ListConditions conditions, DbDataReader row, long total)
    {
        var (newestAt, newestId, now) = (row.Time("newest_at"), row.Id("newest_id"), time.GetUtcNow());
        var key = KeyOf(list, conditions);
        if (now - newestAt < Settled || (_totals.TryGetValue(key, out var known) && known.NewestId == newestId && known.NewestAt == newestAt && now - known.CountedAt < Kept))
        {
            return;
        }

        if (_totals.Count >= MaxTotals)
        {
            _totals.Clear();
        }

        _totals[key] = new Known(newestAt, newestId, total, now);
    }

    private static string KeyOf(ListName list, ListConditions conditions) => string.Create(CultureInfo.InvariantCulture, $"{(int)list}\n{conditions.Identity}");

    internal sealed record Known(DateTimeOffset NewestAt, Guid NewestId, long Total, DateTimeOffset CountedAt);
}
