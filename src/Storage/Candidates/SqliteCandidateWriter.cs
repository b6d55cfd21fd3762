namespace Jobvite.Storage.Sqlite;

/// <summary>Stores entries of Jobvite's candidate list: persons first, because everything else refers to them.</summary>
internal static class SqliteCandidateWriter
{
    public static UpsertCounts Save(SqliteSession session, RecordAnswer answer, IReadOnlyList<CandidateRow> entries, IRecordMerge merge)
    {
        var ledger = Ledger(session, answer, entries, merge);
        var counts = ledger.Apply(entries, answer.Known);

        SqliteTables.Persons.Write(session, answer.CompanyId, ledger.Persons);
        SqliteTables.Applications.Write(session, answer.CompanyId, ledger.Applications);
        SqliteEntryFingerprints.Write(session, answer, ledger.Marks);
        SqliteDocumentTable.Write(session, answer.CompanyId, ledger.Documents);
        SqliteArtifacts.Write(session, answer, ledger);
        return counts;
    }

    private static CandidateLedger Ledger(SqliteSession session, RecordAnswer answer, IReadOnlyList<CandidateRow> entries, IRecordMerge merge)
    {
        var hashes = new SourceHashes();
        var persons = SqliteTables.Persons.ReadStored(session, answer.CompanyId, [.. entries.Select(entry => (entry, ""))], hashes);
        var applications = SqliteTables.Applications.ReadStored(
            session, answer.CompanyId, [.. entries.SelectMany(entry => entry.Applications.Select(application => (application, entry.Id)))], hashes);
        return new CandidateLedger(
            new RecordLedger<CandidateRow>(SeenEntity.Candidates, persons, merge.Merge, answer, session.Now, hashes),
            new RecordLedger<ApplicationRow>(SeenEntity.Applications, applications, merge.Merge, answer, session.Now, hashes),
            SqliteDocumentTable.ReadStored(
                session,
                answer.CompanyId,
                [.. entries.Where(entry => entry.Documents.Count > 0).Select(entry => entry.Id).Distinct(StringComparer.Ordinal)],
                [.. entries.SelectMany(entry => entry.Applications.Select(application => (application.Id, entry.Id)))]).Ledger(answer.ReadAt));
    }
}
