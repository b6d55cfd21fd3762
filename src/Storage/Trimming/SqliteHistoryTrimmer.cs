using System.Text.Json;

namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IHistoryTrimmer"/>
internal sealed class SqliteHistoryTrimmer(SqliteDatabase database) : IHistoryTrimmer
{
    public Task<TrimBatch?> Trim(History history, DateTimeOffset before, TrimMark? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (history == History.IdleBudgets)
        {
            // All of them go, so there is nothing to pass over.
            return database.Write(
                TrimBatch? (session) => session.Execute(SqliteTrimStatements.RemoveIdleBudgets, new { before = before.ToColumn(), limit }) is var gone
                    ? new TrimBatch(gone, gone, Last: null)
                    : null,
                cancellationToken);
        }

        var (find, first, remove) = SqliteTrimStatements.Of(history);
        var from = after ?? new TrimMark(DateTimeOffset.UnixEpoch, Guid.Empty);

        // One database serves one process, and there is one writer at a time: nobody else can be at it.
        return database.Write(
            TrimBatch? (session) =>
            {
                var old = session.Query(
                    find,
                    new { before = before.ToColumn(), at = from.At.ToColumn(), id = from.Id.ToColumn(), limit },
                    row => (Row: row.Integer("row"), Needless: row.Flag("needless"), Mark: new TrimMark(row.Time("at"), row.Id())));
                var needless = old.Where(one => one.Needless).Select(one => one.Row).ToList();
                var rows = new { rows = JsonSerializer.Serialize(needless) };
                if (first is not null)
                {
                    session.Execute(first, rows);
                }

                var removed = needless.Count == 0 ? 0 : session.Execute(remove, rows);
                return new TrimBatch(old.Count, removed, old.Count == 0 ? null : old[^1].Mark);
            },
            cancellationToken);
    }
}
