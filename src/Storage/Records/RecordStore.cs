using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IRecordStore"/>
/// <param name="database">Where.</param>
/// <param name="suppressions">Knows who was erased.</param>
/// <param name="jobs">The table of jobs.</param>
/// <param name="processes">The table of onboarding processes.</param>
/// <param name="tasks">The table of onboarding tasks.</param>
internal abstract class RecordStore<TSession>(
    IDatabase<TSession> database,
    Suppressions suppressions,
    IRecordTable<TSession, JobRow> jobs,
    IRecordTable<TSession, ProcessRow> processes,
    IRecordTable<TSession, TaskRow> tasks) : IRecordStore
    where TSession : ISession
{
    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<JobRow> rows, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(page, PageIds.Of(page, rows), names: null, (session, _) => SaveJobs(session, RecordAnswer.Of(page), rows, merge), cancellationToken);

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<CandidateRow> rows, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(
            page, PageIds.Of(page, rows), () => rows.SelectMany(RecordName.Of), (session, sieve) => SaveCandidates(session, RecordAnswer.Of(page), sieve.Keep(rows), merge), cancellationToken);

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<ProcessRow> rows, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(
            page, PageIds.Of(page, rows), () => rows.SelectMany(RecordName.Of), (session, sieve) => SaveProcesses(session, RecordAnswer.Of(page), sieve.Keep(rows), merge), cancellationToken);

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<TaskRow> rows, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(
            page, PageIds.Of(page, rows), () => rows.SelectMany(RecordName.Of), (session, sieve) => SaveTasks(session, RecordAnswer.Of(page), sieve.Keep(rows), merge), cancellationToken);

    public abstract Task<IReadOnlyDictionary<string, StoredEntry>> FindKnown(string companyId, IReadOnlyList<EntryKey> entries, CancellationToken cancellationToken);

    public Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<JobRow> rows, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(refresh, names: null, (session, answer, _) => SaveJobs(session, answer, rows, merge), cancellationToken);

    public Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<CandidateRow> rows, IRecordMerge merge, CancellationToken cancellationToken) =>
        Save(
            refresh,
            () => rows.SelectMany(RecordName.Of),
            async (session, answer, sieve) =>
            {
                // In this order: a write that begins anew lines up first, and rows just written need no second version.
                var counts = await SaveCandidates(session, answer, sieve.Keep(rows), merge).ConfigureAwait(false);
                await NoteRead(session, refresh).ConfigureAwait(false);
                return counts;
            },
            cancellationToken);

    public Task<UpsertCounts> SaveRefresh(
        RefreshWrite refresh, IReadOnlyList<ProcessRow> processRows, IReadOnlyList<TaskRow> taskRows, IRecordMerge merge, CancellationToken cancellationToken) => Save(
        refresh,
        () => processRows.SelectMany(RecordName.Of).Concat(taskRows.SelectMany(RecordName.Of)),
        async (session, answer, sieve) =>
            await SaveProcesses(session, answer, sieve.Keep(processRows), merge).ConfigureAwait(false)
            + await SaveTasks(session, answer, sieve.Keep(taskRows), merge).ConfigureAwait(false),
        cancellationToken);

    public Task<UnseenCount> CountUnseen(RunRef run, CancellationToken cancellationToken) =>
        database.Read(session => CountUnseen(session, run), cancellationToken);

    public Task<IReadOnlyList<string>> ListUnseenJobs(RunRef run, string? after, int limit, CancellationToken cancellationToken) =>
        database.Read(session => ListUnseenJobs(session, run, after, limit), cancellationToken);

    public Task<int?> DeleteUnseen(RunRef run, CancellationToken cancellationToken) =>
        database.Write(session => DeleteUnseen(session, run, formerOnly: false), cancellationToken);

    public Task<int?> DeleteFormer(RunRef run, CancellationToken cancellationToken) =>
        database.Write(session => DeleteUnseen(session, run, formerOnly: true), cancellationToken);

    public Task<DeletionApproval> ApproveDeletion(string companyId, Guid runId, CancellationToken cancellationToken) => database.Write(
        session => WithheldDeletions.Approve(session, companyId, runId, (run, seenBy) => MarkUnseen(session, run, seenBy)), cancellationToken);

    protected abstract Task<UpsertCounts> SaveCandidates(TSession session, RecordAnswer answer, IReadOnlyList<CandidateRow> rows, IRecordMerge merge);

    /// <summary>
    /// A run that is under way must not take for deleted what a refresh has seen since it began. Without one, the rows are not touched.
    /// </summary>
    protected abstract Task NoteRead(TSession session, RefreshWrite refresh);

    /// <summary>The refresh that these events asked for is stored.</summary>
    protected abstract Task MarkApplied(TSession session, RefreshWrite refresh);

    /// <summary>The run, which nobody else changes until the transaction ends.</summary>
    protected abstract Task<StoredRun?> HoldRun(TSession session, RunRef run);

    /// <summary>Moves the run behind a page and notes the ids that the page showed.</summary>
    protected abstract Task SavePage(TSession session, StoredRun run, RunPage page, SyncProgress progress, IReadOnlyList<SeenIds> ids);

    protected abstract Task<UnseenCount> CountUnseen(TSession session, RunRef run);

    protected abstract Task<IReadOnlyList<string>> ListUnseenJobs(TSession session, RunRef run, string? after, int limit);

    protected abstract Task<int?> DeleteUnseen(TSession session, RunRef run, bool formerOnly);

    /// <summary>Marks as deleted what none of the runs has seen, though this one should have.</summary>
    /// <returns>How many entries.</returns>
    protected abstract Task<int> MarkUnseen(TSession session, StoredRun run, Guid[] seenBy);

    private Task<UpsertCounts> SaveJobs(TSession session, RecordAnswer answer, IReadOnlyList<JobRow> rows, IRecordMerge merge) =>
        SaveRecords(session, answer, SeenEntity.Jobs, jobs, [.. rows.Select(row => (row, ""))], merge.Merge);

    private Task<UpsertCounts> SaveProcesses(TSession session, RecordAnswer answer, IReadOnlyList<ProcessRow> rows, IRecordMerge merge) =>
        SaveRecords(session, answer, SeenEntity.Processes, processes, [.. rows.Select(row => (row, ""))], merge.Merge);

    private Task<UpsertCounts> SaveTasks(TSession session, RecordAnswer answer, IReadOnlyList<TaskRow> rows, IRecordMerge merge) =>
        SaveRecords(session, answer, SeenEntity.Tasks, tasks, [.. rows.Select(row => (row, row.ProcessId))], merge.Merge);

    private static async Task<UpsertCounts> SaveRecords<TRow>(
        TSession session, RecordAnswer answer, SeenEntity entity, IRecordTable<TSession, TRow> table, IReadOnlyList<(TRow Row, string Owner)> incoming, Func<string, TRow, TRow> merge)
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

    /// <param name="session">The transaction.</param>
    /// <param name="companyId">Whose.</param>
    /// <param name="names">Of what is to be stored; null of records that are no person's.</param>
    private Task<Sieve> Look(TSession session, string companyId, Func<IEnumerable<RecordName>>? names) =>
        names is null ? Task.FromResult(new Sieve(companyId)) : suppressions.Look(session, companyId, names);

    private async Task<PageResult> Save(
        RunPage page, IReadOnlyList<SeenIds> ids, Func<IEnumerable<RecordName>>? names, Func<TSession, Sieve, Task<UpsertCounts>> save, CancellationToken cancellationToken)
    {
        var result = await suppressions.Run(() => database.Write(
            async session =>
            {
                var sieve = await Look(session, page.Run.CompanyId, names).ConfigureAwait(false);

                // The run's row stays locked to the end: whoever takes the run meanwhile waits, and this page is stored before.
                if (await HoldRun(session, page.Run).ConfigureAwait(false) is not { } run)
                {
                    return new PageResult { Pulse = RunPulse.Lost };
                }

                var pulse = run.Pulse(page.Run.Epoch);
                if (pulse is RunPulse.Lost)
                {
                    return new PageResult { Pulse = pulse, Progress = run.Run.Progress };
                }

                session.Changes.Cause = ChangeCause.Of(run.Run) with { IsJudged = run.SourceSince is null && page.SourceSince is null };
                var saved = await save(session, sieve).ConfigureAwait(false);
                await sieve.Finish(session, []).ConfigureAwait(false);
                var counts = saved with { Unchanged = saved.Unchanged + page.Known.Count, Suppressed = sieve.Dropped };
                var newIds = await SeenIdTable.CountNew(session, page.Run, run.Run.Progress.Pages, ids, page.Memory).ConfigureAwait(false);
                var progress = run.Run.Progress.Add(page, counts, newIds, page.Memory.CountNew(sieve.Counted));
                await SavePage(session, run, page, progress, ids).ConfigureAwait(false);
                if (page.ForgetsTasks)
                {
                    await SeenIdTable.ForgetTasks(session, page.Run).ConfigureAwait(false);
                }

                return new PageResult { Pulse = pulse, NewIds = newIds, Counts = counts, Progress = progress };
            },
            cancellationToken), cancellationToken).ConfigureAwait(false);
        if (result.Pulse is not RunPulse.Lost)
        {
            page.Memory.Add(result.Progress.Pages, ids);
        }

        return result;
    }

    private Task<UpsertCounts> Save(
        RefreshWrite refresh, Func<IEnumerable<RecordName>>? names, Func<TSession, RecordAnswer, Sieve, Task<UpsertCounts>> save, CancellationToken cancellationToken) =>
        suppressions.Run(() => database.WriteInTurn(
            async session =>
            {
                var sieve = await Look(session, refresh.CompanyId, names).ConfigureAwait(false);
                session.Changes.Cause = ChangeCause.Of(refresh);
                var seenLater = await SeenIdTable.FindLater(session, refresh).ConfigureAwait(false);
                var counts = await save(session, RecordAnswer.Of(refresh, seenLater), sieve).ConfigureAwait(false);
                await sieve.Finish(session, refresh.ProcessedEvents).ConfigureAwait(false);
                await MarkApplied(session, refresh).ConfigureAwait(false);
                return counts with { Suppressed = sieve.Dropped };
            },
            cancellationToken), cancellationToken);
}
