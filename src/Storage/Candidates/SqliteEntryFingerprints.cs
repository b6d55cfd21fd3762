namespace Jobvite.Storage.Sqlite;

/// <summary>Recognizes entries of Jobvite's candidate list by the marks beside their applications.</summary>
internal static class SqliteEntryFingerprints
{
    private const string Marked = """
        SELECT a.jobvite_id, a.candidate_id, a.entry_mark, c.content_hash AS person_hash, a.content_hash
        FROM json_each(@ids) AS wanted
        CROSS JOIN applications AS a ON a.company_id = @companyId AND a.jobvite_id = wanted.value
        CROSS JOIN candidates AS c ON c.company_id = @companyId AND c.jobvite_id = a.candidate_id
        WHERE a.deleted_at IS NULL AND c.deleted_at IS NULL AND a.entry_mark IS NOT NULL
        """;

    private const string Renew = """
        UPDATE applications SET entry_mark = @Mark, read_at = max(read_at, @readAt)
        WHERE company_id = @companyId AND jobvite_id = @ApplicationId AND (@Anyway OR entry_mark IS NULL OR read_at < @old)
        """;

    private const string NoteCandidate = $"UPDATE candidates SET {Note} AND jobvite_id = @CandidateId";

    private const string NoteApplication = $"UPDATE applications SET {Note} AND jobvite_id = @ApplicationId";

    private const string Note = $"""
        read_at = @readAt
        WHERE company_id = @companyId AND read_at < @readAt
          AND (EXISTS (SELECT 1 FROM sync_runs WHERE company_id = @companyId AND kind = 2 AND status IN (1, 2))
            OR EXISTS (SELECT 1 FROM sync_deletions WHERE company_id = @companyId AND kind = 2 AND {WithheldDeletions.IsKept}))
        """;

    public static IReadOnlyDictionary<string, StoredEntry> Find(SqliteSession session, string companyId, IReadOnlyList<EntryKey> entries)
    {
        var wanted = entries.ToLookup(entry => entry.ApplicationId, StringComparer.Ordinal);
        Dictionary<string, StoredEntry> known = new(entries.Count, StringComparer.Ordinal);
        var rows = session.Query(
            Marked,
            new { companyId, ids = wanted.Select(same => same.Key).ToColumn() },
            row => (Id: row.GetString(0), CandidateId: row.GetString(1), Mark: row.GetFieldValue<byte[]>(2), PersonHash: row.GetString(3), Hash: row.GetString(4)));
        foreach (var row in rows)
        {
            foreach (var entry in wanted[row.Id].Where(entry => row.Mark.AsSpan().SequenceEqual(EntryFingerprint.Of(entry.Digest, row.PersonHash, row.Hash))))
            {
                known[entry.Digest] = new StoredEntry(row.CandidateId, row.Id);
            }
        }

        return known;
    }

    /// <summary>Comes after the applications were written.</summary>
    public static void Write(SqliteSession session, RecordAnswer answer, IReadOnlyList<FingerprintChange> marks) => session.Execute(Renew, marks.Select(mark => new
    {
        companyId = answer.CompanyId,
        mark.ApplicationId,
        mark.Mark,
        mark.Anyway,
        readAt = answer.ReadAt.ToColumn(),
        old = (answer.ReadAt - EntryFingerprint.RenewedAfter).ToColumn(),
    }));

    /// <summary>
    /// A run that is under way must not take for deleted what a refresh has seen since it began, nor must the approval of a withheld deletion.
    /// Without either, the rows are not touched.
    /// </summary>
    public static void NoteRead(SqliteSession session, RefreshWrite refresh)
    {
        var entries = refresh.Known.Select(entry => new { companyId = refresh.CompanyId, entry.CandidateId, entry.ApplicationId, readAt = refresh.ReadAt.ToColumn() });
        session.Execute(NoteCandidate, entries);
        session.Execute(NoteApplication, entries);
    }
}
