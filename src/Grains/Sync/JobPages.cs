using System.Runtime.CompilerServices;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>
/// Jobs, read in full each time: whether Jobvite's job list takes dates is unknown, and at 500 a page it is cheap.
/// </summary>
internal sealed class JobPages(IRecordStore records, TimeProvider time) : IPageSource
{
    private const int PageSize = 500;

    /// <summary>One list of at most so many pages is cheaper than that many single reads.</summary>
    private const int MostSingleReads = 3;

    public SyncKind Kind => SyncKind.Jobs;

    public bool IsEnabled(SyncSettings settings) => settings.SyncJobs;

    public string? DeletionBlockedBy(SyncSettings settings) =>
        settings.JobFilters.IsEmpty ? null : "Job filters are set, so a job that was not seen may still exist.";

    public async IAsyncEnumerable<PageDraft> Read(
        IJobviteClient client, RunCheckpoint checkpoint, int? remaining, CompanyConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = Math.Clamp(remaining ?? PageSize, 1, PageSize);
        var request = new JobPageRequest
        {
            Start = ListCursor.ResumeAt(checkpoint.Cursor, size),
            PageSize = size,
            Filters = connection.Settings.JobFilters,
        };
        var readAt = time.GetUtcNow();
        await foreach (var page in client.ReadJobPagesAsync(request, cancellationToken))
        {
            yield return ListPages.Draft(
                page,
                request.Start,
                readAt,
                (frame, token) => records.SavePage(frame, page.Records.Select(RecordRows.From).ToList(), MergeFor(connection), token));
            readAt = time.GetUtcNow();
        }
    }

    public async Task<RefreshResult> Refresh(IJobviteClient client, RefreshBatch batch, CompanyConnection connection, CancellationToken cancellationToken)
    {
        var missing = batch.ByRecord.Count > MostSingleReads
            ? await RefreshFromList(client, batch, connection, cancellationToken)
            : batch.ByRecord.Select(g => g.Key).ToList();
        return await SingleReads.ForEach(missing, async id =>
        {
            var readAt = time.GetUtcNow();
            var job = await client.GetJobAsync(id, cancellationToken);
            await Save(batch, [id], job is null ? [] : [job], readAt, connection, cancellationToken);
        });
    }

    /// <summary>Reads the list once for all; returns the ids that it did not bring.</summary>
    private async Task<List<string>> RefreshFromList(IJobviteClient client, RefreshBatch batch, CompanyConnection connection, CancellationToken cancellationToken)
    {
        var wanted = batch.ByRecord.Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var request = new JobPageRequest { PageSize = PageSize, MaxPages = wanted.Count };
        var readAt = time.GetUtcNow();
        await foreach (var page in client.ReadJobPagesAsync(request, cancellationToken))
        {
            var found = page.Records.Where(j => wanted.Remove(j.Id)).ToList();
            await Save(batch, found.Select(j => j.Id), found, readAt, connection, cancellationToken);
            if (wanted.Count == 0)
            {
                break;
            }

            readAt = time.GetUtcNow();
        }

        return [.. wanted];
    }

    private async Task Save(
        RefreshBatch batch, IEnumerable<string> answered, IReadOnlyList<JobviteJob> jobs, DateTimeOffset readAt, CompanyConnection connection, CancellationToken cancellationToken)
    {
        var refresh = batch.Answer(answered, readAt, found: jobs.Count > 0);
        await records.SaveRefresh(refresh, jobs.Select(RecordRows.From).ToList(), MergeFor(connection), cancellationToken);
    }

    private static RecordMerge MergeFor(CompanyConnection connection) => new(connection.Settings.StoreEeoData);
}
