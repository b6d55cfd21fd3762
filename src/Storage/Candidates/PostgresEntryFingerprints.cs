using Dapper;

namespace Jobvite.Storage.Postgres;

/// <summary>Recognizes entries of Jobvite's candidate list by the marks beside their applications.</summary>
internal static class PostgresEntryFingerprints
{
    private const string Marked = """
        SELECT wanted.n, a.candidate_id, a.entry_mark, c.content_hash, a.content_hash
        FROM unnest(@ids) WITH ORDINALITY AS wanted (id, n)
        CROSS JOIN LATERAL (
            SELECT candidate_id, entry_mark, content_hash FROM applications
            WHERE company_id = @companyId AND jobvite_id = wanted.id AND deleted_at IS NULL AND entry_mark IS NOT NULL
            LIMIT 1) AS a
        CROSS JOIN LATERAL (
            SELECT content_hash FROM candidates WHERE company_id = @companyId AND jobvite_id = a.candidate_id AND deleted_at IS NULL
            LIMIT 1) AS c
        """;

    // Whoever holds a row just now writes it, and a new mark can wait for the next run: so nobody waits here, least of all for each other.
    private static readonly string Renew = Set("(entry_mark IS NULL OR read_at < @old)", "SKIP LOCKED");

    // A mark that is void must go, for the entry would be taken for what is stored. Who finds the row held begins anew, and then waits.
    private static readonly string ReplaceFree = Set("true", "SKIP LOCKED");
    private static readonly string Replace = Set("true", "");

    private const string Existing = """
        SELECT count(*)
        FROM unnest(@ids) AS wanted (id)
        CROSS JOIN LATERAL (SELECT FROM applications WHERE company_id = @companyId AND jobvite_id = wanted.id LIMIT 1) AS r
        """;

    private const string IsAsked = $"""
        (EXISTS (SELECT FROM sync_runs WHERE company_id = @companyId AND kind = 2 AND status IN (1, 2))
            OR EXISTS (SELECT FROM sync_deletions WHERE company_id = @companyId AND kind = 2 AND {WithheldDeletions.IsKept}))
        """;

    public static async Task<IReadOnlyDictionary<string, StoredEntry>> Find(
        PostgresDatabase database, string companyId, IReadOnlyList<EntryKey> entries, CancellationToken cancellationToken)
    {
        var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var command = new CommandDefinition(
            Marked, new { companyId, ids = entries.Select(entry => entry.ApplicationId).ToArray() }, cancellationToken: cancellationToken);
        var reader = await connection.ExecuteReaderAsync(command).ConfigureAwait(false);
        await using var reading = reader.ConfigureAwait(false);
        Dictionary<string, StoredEntry> known = new(entries.Count, StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var entry = entries[(int)reader.GetInt64(0) - 1];
            var mark = EntryFingerprint.Of(entry.Digest, reader.GetString(3), reader.GetString(4));
            if (mark.AsSpan().SequenceEqual(reader.GetFieldValue<byte[]>(2)))
            {
                known[entry.Digest] = new StoredEntry(reader.GetString(1), entry.ApplicationId);
            }
        }

        return known;
    }

    /// <summary>Comes after the applications were written.</summary>
    /// <exception cref="PostgresConflictException">Somebody else holds a row whose mark is void.</exception>
    public static async Task Write(PostgresSession session, RecordAnswer answer, IReadOnlyList<FingerprintChange> marks)
    {
        await Set(session, answer, Renew, marks.Where(mark => !mark.Anyway)).ConfigureAwait(false);
        var isVoid = marks.Where(mark => mark.Anyway).ToList();
        var replaced = await Set(session, answer, session.IsRetry ? Replace : ReplaceFree, isVoid).ConfigureAwait(false);
        if (replaced < isVoid.Count)
        {
            var ids = isVoid.Select(mark => mark.ApplicationId).ToArray();
            if (replaced < await session.Scalar<long>(Existing, new { companyId = answer.CompanyId, ids }).ConfigureAwait(false))
            {
                throw new PostgresConflictException();
            }
        }
    }

    /// <summary>
    /// A run that is under way must not take for deleted what a refresh has seen since it began, nor must the approval of a withheld deletion.
    /// Without either, the rows are not touched.
    /// </summary>
    public static async Task NoteRead(PostgresSession session, RefreshWrite refresh)
    {
        await Note("candidates", refresh.Known.Select(entry => entry.CandidateId)).ConfigureAwait(false);
        await Note("applications", refresh.Known.Select(entry => entry.ApplicationId)).ConfigureAwait(false);

        async Task Note(string table, IEnumerable<string> ids)
        {
            string[] distinct = [.. ids.Distinct(StringComparer.Ordinal)];
            if (distinct.Length > 0)
            {
                await session.Execute(
                    $"""
                    UPDATE {table} AS r
                    SET read_at = @readAt
                    FROM (
                        SELECT jobvite_id FROM {table}
                        WHERE company_id = @companyId AND jobvite_id = ANY (@ids) AND read_at < @readAt AND {IsAsked}
                        ORDER BY jobvite_id FOR NO KEY UPDATE) AS i
                    WHERE r.company_id = @companyId AND r.jobvite_id = i.jobvite_id
                    """,
                    new { companyId = refresh.CompanyId, ids = distinct, readAt = refresh.ReadAt.ToColumn() }).ConfigureAwait(false);
            }
        }
    }

    private static string Set(string condition, string whenHeld) => $"""
        UPDATE applications AS r
        SET entry_mark = i.mark, read_at = greatest(r.read_at, @readAt)
        FROM (
            SELECT wanted.id, wanted.mark
            FROM unnest(@ids, @marks) AS wanted (id, mark)
            CROSS JOIN LATERAL (
                SELECT FROM applications
                WHERE company_id = @companyId AND jobvite_id = wanted.id AND {condition}
                LIMIT 1
                FOR NO KEY UPDATE {whenHeld}) AS held) AS i
        WHERE r.company_id = @companyId AND r.jobvite_id = i.id
        """;

    private static async Task<int> Set(PostgresSession session, RecordAnswer answer, string statement, IEnumerable<FingerprintChange> marks)
    {
        // In the order of the ids, in which others lock them as well.
        var ordered = marks.OrderBy(mark => mark.ApplicationId, StringComparer.Ordinal).ToList();
        return ordered.Count == 0 ? 0 : await session.Execute(statement, new
        {
            companyId = answer.CompanyId,
            ids = ordered.Select(mark => mark.ApplicationId).ToArray(),
            marks = ordered.Select(mark => mark.Mark).ToArray(),
            readAt = answer.ReadAt.ToColumn(),
            old = (answer.ReadAt - EntryFingerprint.RenewedAfter).ToColumn(),
        }).ConfigureAwait(false);
    }
}
