using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteRecordStore : RecordStore<SqliteSession>
{
    private readonly SqliteDatabase _database;

    public SqliteRecordStore(SqliteDatabase database, Suppressions suppressions)
        : base(database, suppressions, SqliteTables.Jobs, SqliteTables.Processes, SqliteTables.Tasks) => _database = database;

    public override Task<IReadOnlyDictionary<string, StoredEntry>> FindKnown(string companyId, IReadOnlyList<EntryKey> entries, CancellationToken cancellationToken) =>
        _database.Read(session => SqliteEntryFingerprints.Find(session, companyId, entries), cancellationToken);

    protected override Task<UpsertCounts> SaveCandidates(SqliteSession session, RecordAnswer answer, IReadOnlyList<CandidateRow> rows, IRecordMerge merge) =>
        Task.FromResult(SqliteCandidateWriter.Save(session, answer, rows, merge));

    protected override Task NoteRead(SqliteSession session, RefreshWrite refresh)
    {
        SqliteEntryFingerprints.NoteRead(session, refresh);
        return Task.CompletedTask;
    }

    protected override Task MarkApplied(SqliteSession session, RefreshWrite refresh)
    {
        SqliteEventTable.MarkApplied(session, refresh);
        return Task.CompletedTask;
    }

    protected override Task<StoredRun?> HoldRun(SqliteSession session, RunRef run) => Task.FromResult(SqliteRunTable.Find(session, run.CompanyId, run.RunId));

    protected override Task SavePage(SqliteSession session, StoredRun run, RunPage page, SyncProgress progress, IReadOnlyList<SeenIds> ids)
    {
        SqliteRunTable.SavePage(session, run, page, progress, ids);
        return Task.CompletedTask;
    }

    protected override Task<UnseenCount> CountUnseen(SqliteSession session, RunRef run) => Task.FromResult(SqliteUnseen.Count(session, run));

    protected override Task<IReadOnlyList<string>> ListUnseenJobs(SqliteSession session, RunRef run, string? after, int limit) =>
        Task.FromResult<IReadOnlyList<string>>(SqliteUnseen.ListJobs(session, run, after, limit));

    protected override Task<int?> DeleteUnseen(SqliteSession session, RunRef run, bool formerOnly) => Task.FromResult(SqliteUnseen.Delete(session, run, formerOnly));

    protected override Task<int> MarkUnseen(SqliteSession session, StoredRun run, Guid[] seenBy) => Task.FromResult(SqliteUnseen.MarkDeleted(session, run, seenBy));
}
