namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IRecordStore"/>
internal sealed class SqliteRecordStore(SqliteDatabase database) : IRecordStore
{
    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<JobRow> jobs, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(page, PageIds.Of(page, jobs), session => SaveJobs(session, RecordAnswer.Of(page), jobs, merge), cancellationToken);

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<CandidateRow> candidates, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(page, PageIds.Of(page, candidates), session => SqliteCandidateWriter.Save(session, RecordAnswer.Of(page), candidates, merge), cancellationToken);

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<ProcessRow> processes, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(page, PageIds.Of(page, processes), session => SaveProcesses(session, RecordAnswer.Of(page), processes, merge), cancellationToken);

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<TaskRow> tasks, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(page, PageIds.Of(page, tasks), session => SaveTasks(session, RecordAnswer.Of(page), tasks, merge), cancellationToken);

    public Task<IReadOnlyDictionary<string, StoredEntry>> FindKnown(string companyId, IReadOnlyList<EntryKey> entries, CancellationToken cancellationToken) =>
        database.Read(session => SqliteEntryFingerprints.Find(session, companyId, entries), cancellationToken);

    public Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<JobRow> jobs, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(refresh, (session, answer) => SaveJobs(session, answer, jobs, merge), cancellationToken);

    public Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<CandidateRow> candidates, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(
            refresh,
            (session, answer) =>
            {
                var counts = SqliteCandidateWriter.Save(session, answer, candidates, merge);
                SqliteEntryFingerprints.NoteRead(session, refresh);
                return counts;
            },
            cancellationToken);

    public Task<UpsertCounts> SaveRefresh(
        RefreshWrite refresh, IReadOnlyList<ProcessRow> processes, IReadOnlyList<TaskRow> tasks, IRecordMerge merge, CancellationToken cancellationToken) => Save(
        refresh,
        (session, answer) => SaveProcesses(session, answer, processes, merge) + SaveTasks(session, answer, tasks, merge),
        cancellationToken);

    public Task<UnseenCount> CountUnseen(RunRef run, CancellationToken cancellationToken) =>
        database.Read(session => SqliteUnseen.Count(session, run), cancellationToken);

    public Task<IReadOnlyList<string>> ListUnseenJobs(RunRef run, string? after, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<string>>(session => SqliteUnseen.ListJobs(session, run, after, limit), cancellationToken);

    public Task<int?> DeleteUnseen(RunRef run, CancellationToken cancellationToken) =>
        database.Write(session => SqliteUnseen.Delete(session, run, formerOnly: false), cancellationToken);

    public Task<int?> DeleteFormer(RunRef run, CancellationToken cancellationToken) =>
        database.Write(session => SqliteUnseen.Delete(session, run, formerOnly: true), cancellationToken);

    private static UpsertCounts SaveJobs(SqliteSession session, RecordAnswer answer, IReadOnlyList<JobRow> rows, IRecordMerge merge) =>
        SaveRecords(session, answer, SeenEntity.Jobs, SqliteTables.Jobs, [.. rows.Select(row => (row, ""))], merge.Merge);

    private static UpsertCounts SaveProcesses(SqliteSession session, RecordAnswer answer, IReadOnlyList<ProcessRow> rows, IRecordMerge merge) =>
        SaveRecords(session, answer, SeenEntity.Processes, SqliteTables.Processes, [.. rows.Select(row => (row, ""))], merge.Merge);

    private static UpsertCounts SaveTasks(SqliteSession session, RecordAnswer answer, IReadOnlyList<TaskRow> rows, IRecordMerge merge) =>
        SaveRecords(session, answer, SeenEntity.Tasks, SqliteTables.Tasks, [.. rows.Select(row => (row, row.ProcessId))], merge.Merge);

    private static UpsertCounts SaveRecords<TRow>(
        SqliteSession session, RecordAnswer answer, SeenEntity entity, SqliteRecordTable<TRow> table, IReadOnlyList<(TRow Row, string Owner)> incoming, Func<string, TRow, TRow> merge)
        where TRow : class, IRecordRow
    {
        var hashes = new SourceHashes();
        var stored = table.ReadStored(session, answer.CompanyId, incoming, hashes);
        var ledger = new RecordLedger<TRow>(entity, stored, merge, answer, session.Now, hashes);
        var outcomes = new OutcomeCounter();
        foreach (var (row, owner) in incoming)
        {
            outcomes.Add(ledger.Apply(row, owner));
        }

        table.Write(session, answer.CompanyId, ledger.Changes);
        return outcomes.Counts;
    }

    private async Task<PageResult> Save(RunPage page, IReadOnlyList<SeenIds> ids, Func<SqliteSession, UpsertCounts> save, CancellationToken cancellationToken)
    {
        var result = await database.Write(
            session =>
            {
                if (SqliteRunTable.Find(session, page.Run.CompanyId, page.Run.RunId) is not { } run)
                {
                    return new PageResult { Pulse = RunPulse.Lost };
                }

                var pulse = run.Pulse(page.Run.Epoch);
                if (pulse is RunPulse.Lost)
                {
                    return new PageResult { Pulse = pulse, Progress = run.Run.Progress };
                }

                var saved = save(session);
                var counts = saved with { Unchanged = saved.Unchanged + page.Known.Count };
                var newIds = SqliteSeenIds.Save(session, page, run.Run.Progress.Pages, ids);
                var progress = run.Run.Progress.Add(page, counts, newIds);
                SqliteRunTable.SavePage(session, run, page, progress);
                if (page.ForgetsTasks)
                {
                    SqliteSeenIds.ForgetTasks(session, page.Run);
                }

                return new PageResult { Pulse = pulse, NewIds = newIds, Counts = counts, Progress = progress };
            },
            cancellationToken).ConfigureAwait(false);
        if (result.Pulse is not RunPulse.Lost)
        {
            page.Memory.Add(result.Progress.Pages, ids);
        }

        return result;
    }

    private Task<UpsertCounts> Save(RefreshWrite refresh, Func<SqliteSession, RecordAnswer, UpsertCounts> save, CancellationToken cancellationToken) =>
        database.Write(
            session =>
            {
                var counts = save(session, RecordAnswer.Of(refresh, SqliteSeenIds.FindLater(session, refresh)));
                SqliteEventTable.MarkApplied(session, refresh);
                return counts;
            },
            cancellationToken);
}
