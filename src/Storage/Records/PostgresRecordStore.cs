namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="IRecordStore"/>
internal sealed class PostgresRecordStore(PostgresDatabase database) : IRecordStore
{
    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<JobRow> jobs, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(page, PageIds.Of(page, jobs), session => SaveJobs(session, RecordAnswer.Of(page), jobs, merge), cancellationToken);

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<CandidateRow> candidates, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(page, PageIds.Of(page, candidates), session => PostgresCandidateWriter.Save(session, RecordAnswer.Of(page), candidates, merge), cancellationToken);

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<ProcessRow> processes, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(page, PageIds.Of(page, processes), session => SaveProcesses(session, RecordAnswer.Of(page), processes, merge), cancellationToken);

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<TaskRow> tasks, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(page, PageIds.Of(page, tasks), session => SaveTasks(session, RecordAnswer.Of(page), tasks, merge), cancellationToken);

    public Task<IReadOnlyDictionary<string, StoredEntry>> FindKnown(string companyId, IReadOnlyList<EntryKey> entries, CancellationToken cancellationToken) =>
        database.Guard(() => PostgresEntryFingerprints.Find(database, companyId, entries, cancellationToken));

    public Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<JobRow> jobs, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(refresh, (session, answer) => SaveJobs(session, answer, jobs, merge), cancellationToken);

    public Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<CandidateRow> candidates, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(
            refresh,
            async (session, answer) =>
            {
                // In this order: a write that begins anew lines up first, and rows just written need no second version.
                var counts = await PostgresCandidateWriter.Save(session, answer, candidates, merge).ConfigureAwait(false);
                await PostgresEntryFingerprints.NoteRead(session, refresh).ConfigureAwait(false);
                return counts;
            },
            cancellationToken);

    public Task<UpsertCounts> SaveRefresh(
        RefreshWrite refresh, IReadOnlyList<ProcessRow> processes, IReadOnlyList<TaskRow> tasks, IRecordMerge merge, CancellationToken cancellationToken) => Save(
        refresh,
        async (session, answer) =>
            await SaveProcesses(session, answer, processes, merge).ConfigureAwait(false) + await SaveTasks(session, answer, tasks, merge).ConfigureAwait(false),
        cancellationToken);

    public Task<UnseenCount> CountUnseen(RunRef run, CancellationToken cancellationToken) =>
        database.Read(session => PostgresUnseen.Count(session, run), cancellationToken);

    public Task<IReadOnlyList<string>> ListUnseenJobs(RunRef run, string? after, int limit, CancellationToken cancellationToken) =>
        database.Read(session => PostgresUnseen.ListJobs(session, run, after, limit), cancellationToken);

    public Task<int?> DeleteUnseen(RunRef run, CancellationToken cancellationToken) =>
        database.Write(session => PostgresUnseen.Delete(session, run, formerOnly: false), cancellationToken);

    public Task<int?> DeleteFormer(RunRef run, CancellationToken cancellationToken) =>
        database.Write(session => PostgresUnseen.Delete(session, run, formerOnly: true), cancellationToken);

    private static Task<UpsertCounts> SaveJobs(PostgresSession session, RecordAnswer answer, IReadOnlyList<JobRow> rows, IRecordMerge merge) =>
        SaveRecords(session, answer, SeenEntity.Jobs, PostgresTables.Jobs, [.. rows.Select(row => (row, ""))], merge.Merge);

    private static Task<UpsertCounts> SaveProcesses(PostgresSession session, RecordAnswer answer, IReadOnlyList<ProcessRow> rows, IRecordMerge merge) =>
        SaveRecords(session, answer, SeenEntity.Processes, PostgresTables.Processes, [.. rows.Select(row => (row, ""))], merge.Merge);

    private static Task<UpsertCounts> SaveTasks(PostgresSession session, RecordAnswer answer, IReadOnlyList<TaskRow> rows, IRecordMerge merge) =>
        SaveRecords(session, answer, SeenEntity.Tasks, PostgresTables.Tasks, [.. rows.Select(row => (row, row.ProcessId))], merge.Merge);

    private static async Task<UpsertCounts> SaveRecords<TRow>(
        PostgresSession session, RecordAnswer answer, SeenEntity entity, PostgresRecordTable<TRow> table, IReadOnlyList<(TRow Row, string Owner)> incoming, Func<string, TRow, TRow> merge)
        where TRow : class, IRecordRow
    {
        await session.QueueIfRetried(answer.CompanyId).ConfigureAwait(false);
        var hashes = new SourceHashes();
        var stored = await table.ReadStored(session, answer.CompanyId, incoming, hashes).ConfigureAwait(false);
        var ledger = new RecordLedger<TRow>(entity, stored.Records, merge, answer, session.Now, hashes);
        var outcomes = new OutcomeCounter();
        foreach (var (row, owner) in incoming)
        {
            outcomes.Add(ledger.Apply(row, owner));
        }

        await table.Write(session, answer.CompanyId, stored, ledger.Changes).ConfigureAwait(false);
        return outcomes.Counts;
    }

    private async Task<PageResult> Save(RunPage page, IReadOnlyList<SeenIds> ids, Func<PostgresSession, Task<UpsertCounts>> save, CancellationToken cancellationToken)
    {
        var result = await database.Write(
            async session =>
            {
                // The run's row stays locked to the end: whoever takes the run meanwhile waits, and this page is stored before.
                if (await PostgresRunTable.Lock(session, page.Run.CompanyId, page.Run.RunId).ConfigureAwait(false) is not { } run)
                {
                    return new PageResult { Pulse = RunPulse.Lost };
                }

                var pulse = run.Pulse(page.Run.Epoch);
                if (pulse is RunPulse.Lost)
                {
                    return new PageResult { Pulse = pulse, Progress = run.Run.Progress };
                }

                var saved = await save(session).ConfigureAwait(false);
                var counts = saved with { Unchanged = saved.Unchanged + page.Known.Count };
                var newIds = await PostgresSeenIds.CountNew(session, page.Run, run.Run.Progress.Pages, ids, page.Memory).ConfigureAwait(false);
                var progress = run.Run.Progress.Add(page, counts, newIds);
                await PostgresRunTable.SavePage(session, run, page, progress, ids).ConfigureAwait(false);
                if (page.ForgetsTasks)
                {
                    await PostgresSeenIds.ForgetTasks(session, page.Run).ConfigureAwait(false);
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

    private Task<UpsertCounts> Save(RefreshWrite refresh, Func<PostgresSession, RecordAnswer, Task<UpsertCounts>> save, CancellationToken cancellationToken) =>
        database.WriteInTurn(
            async session =>
            {
                var seenLater = await PostgresSeenIds.FindLater(session, refresh).ConfigureAwait(false);
                var counts = await save(session, RecordAnswer.Of(refresh, seenLater)).ConfigureAwait(false);
                await PostgresEventTable.MarkApplied(session, refresh).ConfigureAwait(false);
                return counts;
            },
            cancellationToken);
}
