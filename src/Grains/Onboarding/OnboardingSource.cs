using System.Runtime.CompilerServices;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Onboarding;

/// <summary>Onboarding processes, and the tasks of many processes in one request.</summary>
internal sealed class OnboardingSource(IRecordStore records, IRecordReader reader, TimeProvider time) : IKindSource
{
    private const int PageSize = 200;
    private const int ProcessesPerRequest = 100;

    public SyncKind Kind => SyncKind.Onboarding;

    public bool IsEnabled(SyncSettings settings) => settings.SyncOnboarding;

    public string? DeletionBlockedBy(SyncSettings settings) =>
        settings.OnboardingFilters.IsEmpty ? null : "Onboarding filters are set, so a process that was not seen may still exist.";

    public async IAsyncEnumerable<PageDraft> Read(
        IJobviteClient client, RunCheckpoint checkpoint, Func<int?> remaining, CompanyConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = OnboardingCursor.Parse(checkpoint.Cursor);
        var beganWithTasks = cursor.InTasks;
        var size = Math.Min(checkpoint.PageSize ?? PageSize, PageSize);
        var total = checkpoint.Progress.Total;
        if (!cursor.InTasks)
        {
            var list = new ProcessPageRequest
            {
                Start = RunCursor.ResumeAt(cursor.Start, size, checkpoint.Limit),
                Count = size,
                LargestPage = PageSize,
                TotalBefore = total,
                Remaining = remaining,
                Filters = connection.Settings.OnboardingFilters.Select(OnboardingConditions.ToClient).ToList(),
            };
            await foreach (var draft in ReadProcesses(client, list, connection, cancellationToken))
            {
                total = draft.Total ?? total;
                size = draft.PageSize ?? size;
                yield return draft;
            }

            cursor = OnboardingCursor.Tasks(after: null);
        }

        if (connection.Settings.SyncTasks)
        {
            var tasks = new TaskPageRequest { Count = size, LargestPage = PageSize, Remaining = remaining };
            await foreach (var draft in ReadTasks(client, tasks, cursor, total, connection, cancellationToken))
            {
                yield return draft;
            }
        }
        else if (beganWithTasks)
        {
            // Tasks were switched off while they were read: the run is to end as one that read none.
            yield return WithoutTasks(connection, remark: null);
        }
    }

    /// <summary>Tasks may be refused where processes are not: another list, at another address.</summary>
    public int GoodPages(RunCheckpoint checkpoint) =>
        OnboardingCursor.Parse(checkpoint.Cursor) is { InTasks: true, After: null } ? 0 : checkpoint.Progress.Pages;

    /// <summary>Tasks that cannot be read say nothing about processes.</summary>
    public PageDraft? Without(RunCheckpoint checkpoint, CompanyConnection connection, string reason) =>
        OnboardingCursor.Parse(checkpoint.Cursor).InTasks ? WithoutTasks(connection, $"Processes were read, but not all of their tasks. {reason}") : null;

    public Task<RefreshResult> Refresh(IJobviteClient client, RefreshBatch batch, CompanyConnection connection, CancellationToken cancellationToken) =>
        new OnboardingRefresh(this, reader, client, batch, connection).Run(cancellationToken);

    /// <summary>Reads the processes with these ids again, and their tasks, in as few requests as there are pages.</summary>
    /// <param name="client">Leases what it sends.</param>
    /// <param name="ids">At most 100 process ids.</param>
    /// <param name="answer">What the write of these ids answers, with the time of reading and whether anything was found.</param>
    /// <param name="connection">The company's connection.</param>
    /// <param name="costs">Counts the requests.</param>
    /// <param name="cancellationToken">Ends the reading; what was not stored is not stored.</param>
    /// <returns>Process id → why it could not be read; the others are stored, or not there.</returns>
    public async Task<IReadOnlyDictionary<string, string>> ReadAgain(
        IJobviteClient client, IReadOnlyList<string> ids, Func<IEnumerable<string>, DateTimeOffset, bool, RefreshWrite> answer, CompanyConnection connection, RefreshCosts costs, CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        var byId = new ProcessPageRequest { Count = ProcessesPerRequest, Filters = [new OnboardingCondition("id", FilterOperator.In, ids)] };
        var processes = new List<ProcessRow>();
        var outcome = new ReadAgainAnswer(ids);
        await foreach (var page in costs.Pages(client.ReadProcessPagesAsync(byId, cancellationToken)))
        {
            processes.AddRange(page.Records.Select(RecordRows.From));
            outcome.AddProcesses(page);
        }

        var tasks = new List<TaskRow>();
        if (connection.Settings.SyncTasks && processes.Count > 0)
        {
            var request = new TaskPageRequest { Count = PageSize, ProcessIds = processes.Select(p => p.Id).ToList() };
            await foreach (var page in costs.Pages(client.ReadTaskPagesAsync(request, cancellationToken)))
            {
                tasks.AddRange(TaskRowsOf(page.Records, request.ProcessIds));
                outcome.AddTasks(page);
            }
        }

        await records.SaveRefresh(answer(outcome.Found, readAt, true), processes, tasks, RecordMerge.For(connection), cancellationToken);
        if (outcome.Absent.Count > 0)
        {
            await records.SaveRefresh(answer(outcome.Absent, readAt, false), [], [], RecordMerge.For(connection), cancellationToken);
        }

        return outcome.Failed;
    }

    private async IAsyncEnumerable<PageDraft> ReadProcesses(
        IJobviteClient client, ProcessPageRequest request, CompanyConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        await foreach (var page in client.ReadProcessPagesAsync(request, cancellationToken))
        {
            // The last page's cursor leads on to the tasks, so that a restart there does not read the processes again.
            var next = page.Outcome == PageOutcome.More ? OnboardingCursor.Processes(page.NextStart) : OnboardingCursor.Tasks(after: null);
            yield return PageDraft.From(
                page,
                request.Start,
                readAt,
                (header, token) => records.SavePage(header, page.Records.Select(RecordRows.From).ToList(), RecordMerge.For(connection), token)) with
            {
                NextCursor = next.ToString(),
                StoreFirst = page.Outcome != PageOutcome.More,
            };
            readAt = time.GetUtcNow();
        }
    }

    private async IAsyncEnumerable<PageDraft> ReadTasks(
        IJobviteClient client, TaskPageRequest list, OnboardingCursor cursor, int? total, CompanyConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var again = true;
        while (await reader.ListProcessIds(connection.CompanyId, cursor.After, ProcessesPerRequest, cancellationToken) is { Count: > 0 } ids)
        {
            var done = OnboardingCursor.Tasks(after: ids[^1]);
            var request = list with { ProcessIds = ids };
            var start = cursor;
            var isFirst = true;
            var readAt = time.GetUtcNow();
            await foreach (var page in client.ReadTaskPagesAsync(request, cancellationToken))
            {
                if (isFirst)
                {
                    // Jobvite's total is that of the batch; the run's grows with every batch.
                    total += page.Total;
                }

                isFirst = false;
                list = list with { Count = page.WorkingSize ?? list.Count };

                // A batch that was interrupted is read again from its beginning, which brings no new records for as many pages as were stored.
                var next = page.Outcome == PageOutcome.More ? start : done;
                var draft = PageDraft.From(page, request.Start, readAt, (header, token) => records.SavePage(header, TaskRowsOf(page.Records, ids), RecordMerge.For(connection), token));
                yield return draft with
                {
                    NextCursor = next.ToString(),
                    Total = total,
                    ExpectsNewRecords = draft.ExpectsNewRecords && !again,
                    // Tasks are asked for by process, so the list counts as filtered; but what does not come is marked as deleted.
                    Incomplete = page.IncompleteReason,
                    Failures = [.. draft.Failures, .. WithoutProcess(page.Records, ids)],
                };
                readAt = time.GetUtcNow();
            }

            (cursor, again) = (done, false);
        }
    }

    /// <summary>The run forgets which tasks it has seen, and begins with them anew if it is taken up again.</summary>
    private PageDraft WithoutTasks(CompanyConnection connection, string? remark) => new()
    {
        NextCursor = OnboardingCursor.Tasks(after: null).ToString(),
        Fetched = 0,
        Remark = remark,
        ReadAt = time.GetUtcNow(),
        Save = (header, token) => records.SavePage(header with { ForgetsTasks = true }, Array.Empty<ProcessRow>(), RecordMerge.For(connection), token),
    };

    private static List<TaskRow> TaskRowsOf(IReadOnlyList<JobviteTask> tasks, IReadOnlyList<string> asked) =>
        tasks.Where(t => HasProcess(t, asked)).Select(t => RecordRows.From(t, asked[0])).ToList();

    private static IEnumerable<RecordFailure> WithoutProcess(IReadOnlyList<JobviteTask> tasks, IReadOnlyList<string> asked) =>
        tasks.Where(t => !HasProcess(t, asked)).Select(t => new RecordFailure(t.Id, "The task does not say which process it belongs to."));

    // A task that does not name its process can be placed only when a single one was asked for.
    private static bool HasProcess(JobviteTask task, IReadOnlyList<string> asked) => task.ProcessId is not null || asked.Count == 1;
}
