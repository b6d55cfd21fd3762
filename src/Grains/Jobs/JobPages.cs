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
internal sealed class JobPages(IRecordStore records, TimeProvider time) : IPageSource
{
    private const int PageSize = 500;

    /// <summary>The list has no date filter: it is the same list whenever the oldest event came.</summary>
    private static readonly DateOnly Ever = DateOnly.MinValue;

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
                var draft = ListPages.Draft(page, list.Start, readAt, Save(page.Records, connection));
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

    public async Task<RefreshResult> Refresh(IJobviteClient client, RefreshBatch batch, CompanyConnection connection, CancellationToken cancellationToken)
    {
        var reads = new SingleReads(batch);
        var wanted = batch.ByRecord.Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        if (RefreshPlan.PrefersList(wanted.Count, batch.Costs.PagesSince(Ever), batch.Costs))
        {
            await reads.TryList(() => RefreshFromList(client, batch, wanted, connection, cancellationToken));
        }

        await reads.Each(wanted, batch.ByRecord, async id =>
        {
            var readAt = time.GetUtcNow();
            var job = await batch.Costs.Read(() => client.GetJobAsync(id, cancellationToken));
            await Save(batch, [id], job is null ? [] : [job], readAt, connection, cancellationToken);
        });
        return reads.Result;
    }

    private Func<RunPage, CancellationToken, Task<PageResult>> Save(IReadOnlyList<JobviteJob> jobs, CompanyConnection connection) =>
        (frame, token) => records.SavePage(frame, jobs.Select(RecordRows.From).ToList(), MergeFor(connection), token);

    /// <summary>Reads the list for all, for as long as it promises to cost less; takes out of <paramref name="wanted"/> what it brought.</summary>
    private async Task RefreshFromList(IJobviteClient client, RefreshBatch batch, HashSet<string> wanted, CompanyConnection connection, CancellationToken cancellationToken)
    {
        var request = new JobPageRequest { PageSize = PageSize, MaxPages = wanted.Count + 1 };
        var pages = 0;
        var readAt = time.GetUtcNow();
        await foreach (var page in batch.Costs.Pages(client.ReadJobPagesAsync(request, cancellationToken)))
        {
            pages++;
            var found = page.Records.Where(j => wanted.Contains(j.Id)).DistinctBy(j => j.Id, StringComparer.Ordinal).ToList();
            await Save(batch, found.Select(j => j.Id), found, readAt, connection, cancellationToken);
            wanted.ExceptWith(found.Select(j => j.Id));
            var left = page.Outcome == PageOutcome.More ? RefreshPlan.PagesLeft(page.NextStart, page.Total, PageSize) : 0;
            batch.Costs.LearnPages(Ever, pages + left);
            if (wanted.Count == 0 || (left > 0 && !RefreshPlan.PrefersList(wanted.Count, left, batch.Costs)))
            {
                break;
            }

            readAt = time.GetUtcNow();
        }
    }

    private async Task Save(
        RefreshBatch batch, IEnumerable<string> answered, IReadOnlyList<JobviteJob> jobs, DateTimeOffset readAt, CompanyConnection connection, CancellationToken cancellationToken)
    {
        var refresh = batch.Answer(answered, readAt, found: jobs.Count > 0);
        await records.SaveRefresh(refresh, jobs.Select(RecordRows.From).ToList(), MergeFor(connection), cancellationToken);
    }

    private static RecordMerge MergeFor(CompanyConnection connection) => new(connection.Settings.StoreEeoData);
}
