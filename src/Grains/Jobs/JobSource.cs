using System.Runtime.CompilerServices;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Jobs;

/// <summary>
/// Jobs, read in full each time: whether Jobvite's job list takes dates is unknown, and at 500 a page it is cheap.
/// </summary>
internal sealed class JobSource(IRecordStore records, TimeProvider time) : IKindSource
{
    private const int PageSize = 500;

    public SyncKind Kind => SyncKind.Jobs;

    public bool IsEnabled(SyncSettings settings) => settings.SyncJobs;

    public string? DeletionBlockedBy(SyncSettings settings) =>
        settings.JobFilters.IsEmpty ? null : "Job filters are set, so a job that was not seen may still exist.";

    public async IAsyncEnumerable<PageDraft> Read(
        IJobviteClient client, RunCheckpoint checkpoint, Func<int?> remaining, CompanyConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asksAgain = checkpoint is { Mode: SyncMode.Full, Limit: null } && DeletionBlockedBy(connection.Settings) is null;
        string? listed = null;
        if (checkpoint.Cursor != RunCursor.SecondLook)
        {
            var size = Math.Min(checkpoint.PageSize ?? PageSize, PageSize);
            var list = new JobPageRequest
            {
                Start = RunCursor.ResumeAt(RunCursor.StartOf(checkpoint.Cursor), size, checkpoint.Limit),
                PageSize = size,
                LargestPage = PageSize,
                TotalBefore = checkpoint.Progress.Total,
                Remaining = remaining,
                Filters = FilterQuery.OfJobs(connection.Settings),
            };
            var whole = false;
            var readAt = time.GetUtcNow();
            await foreach (var page in client.ReadJobPagesAsync(list, cancellationToken))
            {
                whole = asksAgain && page.Outcome == PageOutcome.Last;
                listed = page.Records.Count > 0 ? page.Records[^1].Id : listed;
                var draft = PageDraft.From(page, list.Start, readAt, Save(page.Records, connection));
                yield return whole ? draft with { NextCursor = RunCursor.SecondLook, StoreFirst = true } : draft;
                readAt = time.GetUtcNow();
            }

            asksAgain = whole;
        }

        if (asksAgain)
        {
            // A plain list may leave out jobs that exist, and one that changed while the list was read may have moved to before the reading point.
            await foreach (var answer in new MissingJobs(client, records, checkpoint.Run, time, listed).Ask(cancellationToken))
            {
                yield return new PageDraft
                {
                    NextCursor = RunCursor.SecondLook,
                    Fetched = answer.Found.Count + answer.Failures.Count,
                    Failures = answer.Failures,
                    Incomplete = answer.Incomplete,
                    EndReached = answer.Incomplete is not null,
                    ReadAt = answer.ReadAt,
                    Save = Save(answer.Found, connection),
                };
            }
        }
    }

    public Task<RefreshResult> Refresh(IJobviteClient client, RefreshBatch batch, CompanyConnection connection, CancellationToken cancellationToken) =>
        new JobRefresh(records, time, client, batch, connection).Run(cancellationToken);

    private Func<RunPage, CancellationToken, Task<PageResult>> Save(IReadOnlyList<JobviteJob> jobs, CompanyConnection connection) =>
        (header, token) => records.SavePage(header, jobs.Select(RecordRows.From).ToList(), RecordMerge.For(connection), token);
}
