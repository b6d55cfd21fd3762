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

    /// <summary>The list has no date filter: it is the same list whenever the oldest event came.</summary>
    private static readonly DateOnly Ever = DateOnly.MinValue;

    public SyncKind Kind => SyncKind.Jobs;

    public bool IsEnabled(SyncSettings settings) => settings.SyncJobs;

    public string? DeletionBlockedBy(SyncSettings settings) =>
        settings.JobFilters.IsEmpty ? null : "Job filters are set, so a job that was not seen may still exist.";

    public async IAsyncEnumerable<PageDraft> Read(
        IJobviteClient client, RunCheckpoint checkpoint, int? remaining, CompanyConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var looksAgain = checkpoint is { Mode: SyncMode.Full, Limit: null } && DeletionBlockedBy(connection.Settings) is null;
        if (checkpoint.Cursor != ListCursor.SecondLook)
        {
            var size = Math.Clamp(remaining ?? PageSize, 1, PageSize);
            var first = ListCursor.ResumeAt(checkpoint.Cursor, size);
            var whole = false;
            await foreach (var (page, draft) in Drafts(client, first, size, connection, cancellationToken))
            {
                // A list of one page is a picture of one moment: nothing on it can have moved.
                whole = looksAgain && page is { Outcome: PageOutcome.Last, Start: > 0 };
                yield return whole ? draft with { NextCursor = ListCursor.SecondLook, StoreFirst = true } : draft;
            }

            looksAgain = whole;
        }

        if (looksAgain && (await records.CountUnseen(checkpoint.Run, cancellationToken)).Unseen > 0)
        {
            // A job that changed while the list was read may have moved from behind the reading point to before it, and would be taken for
            // deleted. The list has no date filter, so it is read once more; rarely, since as a rule nothing is missing.
            await foreach (var (_, draft) in Drafts(client, start: 0, PageSize, connection, cancellationToken))
            {
                yield return draft with { NextCursor = ListCursor.SecondLook, Total = null, ExpectsNews = false };
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

    private async IAsyncEnumerable<(JobvitePage<JobviteJob> Page, PageDraft Draft)> Drafts(
        IJobviteClient client, int start, int size, CompanyConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new JobPageRequest { Start = start, PageSize = size, Filters = FilterQuery.OfJobs(connection.Settings) };
        var readAt = time.GetUtcNow();
        await foreach (var page in client.ReadJobPagesAsync(request, cancellationToken))
        {
            yield return (page, ListPages.Draft(
                page, start, readAt, (frame, token) => records.SavePage(frame, page.Records.Select(RecordRows.From).ToList(), MergeFor(connection), token)));
            readAt = time.GetUtcNow();
        }
    }

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
