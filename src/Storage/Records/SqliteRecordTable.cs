using System.Collections.Immutable;
using System.Text.Json;

namespace Jobvite.Storage.Sqlite;

/// <summary>A table of records: reads what a ledger must know of the stored ones and writes what it decided.</summary>
/// <param name="columns">Its columns.</param>
/// <param name="source">How its changes are told.</param>
internal sealed class SqliteRecordTable<TRow>(RecordColumns<TRow> columns, ChangeSource<TRow> source) : IRecordTable<SqliteSession, TRow>
    where TRow : class, IRecordRow
{
    // raw_json is read only where the answer differs, so an unchanged page costs no more than its keys.
    private readonly string _readStored = $"""
        SELECT r.jobvite_id, r.source_hash, r.content_hash, r.read_at, r.deleted_at,
               CASE WHEN r.source_hash = wanted.value ->> 1 THEN NULL ELSE r.raw_json END AS raw_json
        FROM json_each(@wanted) AS wanted
        CROSS JOIN {columns.Table} AS r ON r.company_id = @companyId AND r.jobvite_id = wanted.value ->> 0
        """;

    private readonly SqliteHistory<TRow> _history = new(columns, source);

    private readonly string _touch = $"""
        UPDATE {columns.Table}
        SET read_at = @ReadAt,
            deleted_at = CASE WHEN @Revived THEN NULL ELSE deleted_at END,
            updated_at = CASE WHEN @Changed THEN @Now ELSE updated_at END
        WHERE company_id = @CompanyId AND jobvite_id = @JobviteId
        """;

    // Replaces all columns of a stored row but its id and when it was created.
    private readonly string _upsert = $"""
        {ColumnSql.Insert(columns.Table, columns.All)}
        ON CONFLICT (company_id, jobvite_id) DO UPDATE SET
            {string.Join(", ", columns.Replaced.Select(column => $"{column.Name} = excluded.{column.Name}"))}, deleted_at = NULL
        """;

    /// <inheritdoc cref="IRecordTable{TSession, TRow}.ReadStored"/>
    public List<StoredRecord> ReadStored(
        SqliteSession session, string companyId, IReadOnlyList<(TRow Row, string Owner)> incoming, SourceHashes hashes)
    {
        // A record that comes in two forms on one page needs its stored JSON whatever the hash of one of them.
        var wanted = incoming
            .GroupBy(one => one.Row.Id, one => hashes.Of(one.Row, one.Owner), StringComparer.Ordinal)
            .Select(same => new[] { same.Key, same.Distinct(StringComparer.Ordinal).Count() == 1 ? same.First() : "" });
        return session.Query(
            _readStored,
            new { companyId, wanted = JsonSerializer.Serialize(wanted) },
            row => new StoredRecord
            {
                Id = row.RequiredText("jobvite_id"),
                SourceHash = row.RequiredText("source_hash"),
                ContentHash = row.RequiredText("content_hash"),
                ReadAt = row.Time("read_at"),
                DeletedAt = row.OptionalTime("deleted_at"),
                RawJson = row.Text("raw_json"),
            });
    }

    public void Write(SqliteSession session, string companyId, IReadOnlyList<RecordChange<TRow>> changes)
    {
        List<RecordWrite<TRow>> written = [.. RecordWrite<TRow>.Of(companyId, session.Now, changes)];
        _history.NoteReplaced(session, companyId, [.. written.Where(write => !write.Change.Created)]);
        _history.NoteRevived(session, companyId, [.. changes.Where(change => change is { Row: null, Revived: true }).Select(change => change.Id)]);
        session.Changes.Add(companyId, written.Where(write => write.Change.Created).Select(write => source.Created(write.Change, write.Row)));
        session.ExecuteEach(_upsert, columns.All, written);
        session.Execute(_touch, changes
            .Where(change => change.Row is null)
            .Select(change => new
            {
                CompanyId = companyId,
                JobviteId = change.Id,
                ReadAt = change.ReadAt.ToColumn(),
                change.Revived,
                change.Changed,
                Now = session.Now.ToColumn(),
            }));
    }

    Task<StoredRecords> IRecordTable<SqliteSession, TRow>.ReadStored(
        SqliteSession session, string companyId, IReadOnlyList<(TRow Row, string Owner)> incoming, SourceHashes hashes) =>
        Task.FromResult(new StoredRecords(ReadStored(session, companyId, incoming, hashes), ImmutableDictionary<string, string>.Empty));

    Task IRecordTable<SqliteSession, TRow>.Write(SqliteSession session, string companyId, StoredRecords stored, IReadOnlyList<RecordChange<TRow>> changes)
    {
        Write(session, companyId, changes);
        return Task.CompletedTask;
    }
}
