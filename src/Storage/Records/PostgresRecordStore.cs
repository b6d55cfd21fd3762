using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <inheritdoc/>
internal sealed class PostgresRecordStore : RecordStore<PostgresSession>
{
    private readonly PostgresDatabase _database;

    public PostgresRecordStore(PostgresDatabase database, Suppressions suppressions)
        : base(database, suppressions, PostgresTables.Jobs, PostgresTables.Processes, PostgresTables.Tasks) => _database = database;

    public override Task<IReadOnlyDictionary<string, StoredEntry>> FindKnown(string companyId, IReadOnlyList<EntryKey> entries, CancellationToken cancellationToken) =>
        _database.Guard(() => PostgresEntryFingerprints.Find(_database, companyId, entries, cancellationToken));

    protected override Task<UpsertCounts> SaveCandidates(PostgresSession session, RecordAnswer answer, IReadOnlyList<CandidateRow> rows, IRecordMerge merge) =>
        PostgresCandidateWriter.Save(session, answer, rows, merge);

    protected override Task NoteRead(PostgresSession session, RefreshWrite refresh) => PostgresEntryFingerprints.NoteRead(session, refresh);

    protected override Task MarkApplied(PostgresSession session, RefreshWrite refresh) => PostgresEventTable.MarkApplied(session, refresh);

    protected override Task<StoredRun?> HoldRun(PostgresSession session, RunRef run) => PostgresRunTable.Lock(session, run.CompanyId, run.RunId);

    protected override Task SavePage(PostgresSession session, StoredRun run, RunPage page, SyncProgress progress, IReadOnlyList<SeenIds> ids) =>
        PostgresRunTable.SavePage(session, run, page, progress, ids);

    protected override Task<UnseenCount> CountUnseen(PostgresSession session, RunRef run) => PostgresUnseen.Count(session, run);

    protected override Task<IReadOnlyList<string>> ListUnseenJobs(PostgresSession session, RunRef run, string? after, int limit) =>
        PostgresUnseen.ListJobs(session, run, after, limit);

    protected override Task<int?> DeleteUnseen(PostgresSession session, RunRef run, bool formerOnly) => PostgresUnseen.Delete(session, run, formerOnly);

    protected override Task<int> MarkUnseen(PostgresSession session, StoredRun run, Guid[] seenBy) => PostgresUnseen.MarkDeleted(session, run, seenBy);
}
