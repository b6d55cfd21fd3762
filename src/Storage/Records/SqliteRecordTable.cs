namespace Jobvite.Storage.Sqlite;

/// <summary>A table of records: reads what a ledger must know of the stored ones and writes what it decided.</summary>
/// <param name="table">The table's name, a constant.</param>
internal abstract class SqliteRecordTable<TRow>(string table)
    where TRow : class, IRecordRow
{
    // raw_json is read only where the answer differs, so an unchanged page costs no more than its keys.
    private readonly string _readStored = $"""
        SELECT r.jobvite_id, r.source_hash, r.content_hash, r.read_at, r.deleted_at,
               CASE WHEN r.source_hash = wanted.value ->> 1 THEN NULL ELSE r.raw_json END AS raw_json
        FROM json_each(@wanted) AS wanted
        CROSS JOIN {table} AS r ON r.company_id = @companyId AND r.jobvite_id = wanted.value ->> 0
        """;

    private readonly string _touch = $"""
        UPDATE {table}
        SET read_at = @ReadAt,
            deleted_at = CASE WHEN @Revived THEN NULL ELSE deleted_at END,
            updated_at = CASE WHEN @Changed THEN @Now ELSE updated_at END
        WHERE company_id = @CompanyId AND jobvite_id = @JobviteId
        """;

    /// <summary>Notes what is about to change of a stored row; null where nobody asks.</summary>
    protected virtual SqliteHistory? History => null;

    /// <summary>Inserts a row or replaces all of its columns but <c>id</c> and <c>created_at</c>.</summary>
    protected abstract string Upsert { get; }

    /// <summary>The arguments of <see cref="Upsert"/>.</summary>
    protected abstract object Arguments(RecordChange<TRow> change, TRow row, SqliteRecordKey key);

    /// <summary>Reads the stored ones among the incoming records; <paramref name="incoming"/> gives each with its owner's id.</summary>
    public List<StoredRecord> ReadStored(
        SqliteSession session, string companyId, IReadOnlyList<(TRow Row, string Owner)> incoming, SourceHashes hashes)
    {
        // A record that comes in two forms on one page needs its stored JSON whatever the hash of one of them.
        var wanted = incoming
            .GroupBy(one => one.Row.Id, one => hashes.Of(one.Row, one.Owner), StringComparer.Ordinal)
            .Select(same => new[] { same.Key, same.Distinct(StringComparer.Ordinal).Count() == 1 ? same.First() : "" });
        return session.Query(
            _readStored,
            new { companyId, wanted = System.Text.Json.JsonSerializer.Serialize(wanted) },
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
        if (History is { } history)
        {
            session.Execute(history.NoteReplaced, changes
                .Where(change => change is { Row: not null, Created: false })
                .Select(change => Arguments(change, change.Row!, SqliteRecordKey.Of(companyId, change.Id, session.Now))));
            session.Execute(history.NoteRevived, changes
                .Where(change => change is { Row: null, Revived: true })
                .Select(change => SqliteRecordKey.Of(companyId, change.Id, session.Now)));
        }

        session.Execute(Upsert, changes
            .Where(change => change.Row is not null)
            .Select(change => Arguments(change, change.Row!, SqliteRecordKey.Of(companyId, change.Id, session.Now))));
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
}

/// <summary>The columns that every new row begins with.</summary>
/// <param name="CompanyId">Whose.</param>
/// <param name="JobviteId">Jobvite's id.</param>
/// <param name="Id">Ours, used when the row is new.</param>
/// <param name="Now">When it is written.</param>
internal sealed record SqliteRecordKey(string CompanyId, string JobviteId, string Id, long Now)
{
    public static SqliteRecordKey Of(string companyId, string jobviteId, DateTimeOffset now) =>
        new(companyId, jobviteId, Guid.CreateVersion7(now).ToColumn(), now.ToColumn());
}
