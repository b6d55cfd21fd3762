using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// A table of records: reads what a ledger must know of the stored ones and writes what it decided.
/// Reading takes no locks, because most of what a sync reads did not change, and a lock is a write to the row. Writing locks the rows to
/// be changed, in the order of their ids, and only if each is still in the version that was read; new rows go in by COPY, and the primary
/// key says so when somebody was faster. Either way the loser begins anew and decides on what the winner left: two writers, one of them
/// perhaps a silo that the others had given up, end as if one had come after the other. The loser locks what it reads, so that nobody comes
/// in between again.
/// </summary>
/// <param name="columns">Its columns.</param>
/// <param name="source">How its changes are told.</param>
internal sealed class PostgresRecordTable<TRow>(RecordColumns<TRow> columns, ChangeSource<TRow> source) : IRecordTable<PostgresSession, TRow>
    where TRow : class, IRecordRow
{
    private readonly string _readStored = SelectStored(columns.Table);

    private readonly string _lockStored = SelectStored(columns.Table, locking: "FOR NO KEY UPDATE");

    // Locks in the order of the ids given.
    private readonly string _lock = $"""
        SELECT count(*)
        FROM unnest(@ids, @versions) AS known (id, version)
        CROSS JOIN LATERAL (
            SELECT
            FROM {columns.Table}
            WHERE company_id = @companyId AND jobvite_id = known.id AND xmin::text = known.version
            LIMIT 1
            FOR NO KEY UPDATE) AS r
        """;

    private readonly string _touch = $"""
        UPDATE {columns.Table} AS r
        SET read_at = i.read_at,
            deleted_at = CASE WHEN i.revived THEN NULL ELSE r.deleted_at END,
            updated_at = CASE WHEN i.changed THEN @now ELSE r.updated_at END
        FROM unnest(@ids, @readAt, @revived, @changed) AS i (jobvite_id, read_at, revived, changed)
        WHERE r.company_id = @companyId AND r.jobvite_id = i.jobvite_id
        """;

    private readonly string _replace = $"""
        UPDATE {columns.Table} AS r
        SET {string.Join(", ", columns.Replaced.Select(column => $"{column.Name} = i.{column.Name}"))}, deleted_at = NULL
        FROM unnest($2, {string.Join(", ", columns.Replaced.Select((_, i) => $"${i + 3}"))})
            AS i (jobvite_id, {string.Join(", ", columns.Replaced.Select(column => column.Name))})
        WHERE r.company_id = $1 AND r.jobvite_id = i.jobvite_id
        """;

    private readonly PostgresHistory<TRow> _history = new(columns, source);

    private readonly string _copy = ColumnSql.Copy(columns.Table, columns.All);

    /// <inheritdoc/>
    public async Task<StoredRecords> ReadStored(
        PostgresSession session, string companyId, IReadOnlyList<(TRow Row, string Owner)> incoming, SourceHashes hashes)
    {
        // A record that comes in two forms on one page needs its stored JSON whatever the hash of one of them.
        Dictionary<string, string> wanted = new(incoming.Count, StringComparer.Ordinal);
        foreach (var (row, owner) in incoming)
        {
            var hash = hashes.Of(row, owner);
            wanted[row.Id] = wanted.TryGetValue(row.Id, out var other) && other != hash ? "" : hash;
        }

        Dictionary<string, string> versions = new(StringComparer.Ordinal);
        if (wanted.Count == 0)
        {
            return new StoredRecords([], versions);
        }

        var ids = wanted.Keys.Order(StringComparer.Ordinal).ToArray();
        var records = await session.Query(
            session.IsRetry ? _lockStored : _readStored,
            new { companyId, ids, hashes = Array.ConvertAll(ids, id => wanted[id]) },
            row =>
            {
                // By position and without boxes: a sync reads every record of the company through here.
                var id = row.GetString(0);
                versions.Add(id, row.GetString(1));
                return new StoredRecord
                {
                    Id = id,
                    SourceHash = row.GetString(2),
                    ContentHash = row.GetString(3),
                    ReadAt = row.GetFieldValue<DateTimeOffset>(4),
                    DeletedAt = row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
                    RawJson = row.IsDBNull(6) ? null : row.GetString(6),
                };
            }).ConfigureAwait(false);
        return new StoredRecords(records, versions);
    }

    /// <exception cref="PostgresConflictException">Somebody else has written one of the rows since they were read.</exception>
    public async Task Write(PostgresSession session, string companyId, StoredRecords stored, IReadOnlyList<RecordChange<TRow>> changes)
    {
        var known = changes.Where(change => stored.Versions.ContainsKey(change.Id)).ToList();
        if (known.Count > 0)
        {
            await Lock(session, companyId, stored, known).ConfigureAwait(false);
            await Change(session, companyId, [.. RecordWrite<TRow>.Of(companyId, session.Now, known)], [.. known.Where(change => change.Row is null)]).ConfigureAwait(false);
        }

        var added = changes.Where(change => !stored.Versions.ContainsKey(change.Id)).OrderBy(change => change.Id, StringComparer.Ordinal);
        List<RecordWrite<TRow>> created = [.. RecordWrite<TRow>.Of(companyId, session.Now, added)];
        if (created.Count > 0)
        {
            await session.Import(_copy, columns.All, created).ConfigureAwait(false);
            session.Changes.Add(companyId, created.Select(write => source.Created(write.Change, write.Row)));
        }
    }

    // raw_json is read only where the answer differs, so an unchanged page costs no more than its keys. LIMIT makes it one look into the
    // primary key per record: a join would read all rows of the company as long as the table has no statistics, as during a first sync.
    private static string SelectStored(string table, string locking = "") => $"""
        SELECT r.*
        FROM unnest(@ids, @hashes) AS wanted (id, hash)
        CROSS JOIN LATERAL (
            SELECT jobvite_id, xmin::text AS version, source_hash, content_hash, read_at, deleted_at,
                   CASE WHEN source_hash = wanted.hash THEN NULL ELSE raw_json END AS raw_json
            FROM {table}
            WHERE company_id = @companyId AND jobvite_id = wanted.id
            LIMIT 1
            {locking}) AS r
        """;

    private async Task Lock(PostgresSession session, string companyId, StoredRecords stored, List<RecordChange<TRow>> changes)
    {
        var ids = changes.Select(change => change.Id).Order(StringComparer.Ordinal).ToArray();
        var locked = await session.Scalar<long>(_lock, new { companyId, ids, versions = Array.ConvertAll(ids, id => stored.Versions[id]) }).ConfigureAwait(false);
        if (locked != ids.Length)
        {
            throw new PostgresConflictException();
        }
    }

    private async Task Change(PostgresSession session, string companyId, List<RecordWrite<TRow>> replaced, List<RecordChange<TRow>> touched)
    {
        await _history.NoteReplaced(session, companyId, replaced).ConfigureAwait(false);
        await _history.NoteRevived(session, companyId, [.. touched.Where(change => change.Revived).Select(change => change.Id)]).ConfigureAwait(false);
        await Replace(session, replaced, companyId).ConfigureAwait(false);
        await Touch(session, companyId, touched).ConfigureAwait(false);
    }

    private async Task Replace(PostgresSession session, List<RecordWrite<TRow>> rows, string companyId)
    {
        if (rows.Count == 0)
        {
            return;
        }

        using var command = new NpgsqlCommand(_replace, session.Connection, session.Transaction);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = companyId });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(row => row.Change.Id)] });
        foreach (var column in columns.Replaced)
        {
            command.Parameters.Add(column.ToArray(rows));
        }

        await command.ExecuteNonQueryAsync(session.CancellationToken).ConfigureAwait(false);
    }

    private async Task Touch(PostgresSession session, string companyId, List<RecordChange<TRow>> changes)
    {
        if (changes.Count > 0)
        {
            await session.Execute(_touch, new
            {
                companyId,
                now = session.Now,
                ids = changes.Select(change => change.Id).ToArray(),
                readAt = changes.Select(change => change.ReadAt.ToColumn()).ToArray(),
                revived = changes.Select(change => change.Revived).ToArray(),
                changed = changes.Select(change => change.Changed).ToArray(),
            }).ConfigureAwait(false);
        }
    }
}
