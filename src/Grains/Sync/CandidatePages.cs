using System.Runtime.CompilerServices;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>Candidates with their applications and documents.</summary>
internal sealed class CandidatePages(IRecordStore records, CandidateRows rows, TimeProvider time) : IPageSource
{
    private const int PageSize = 500;

    /// <summary>Up to so many candidates are re-read one by one; more of them by what changed since the oldest event.</summary>
    private const int MostSingleReads = 3;

    public SyncKind Kind => SyncKind.Candidates;

    public bool IsEnabled(SyncSettings settings) => settings.SyncCandidates;

    public string? DeletionBlockedBy(SyncSettings settings) => settings switch
    {
        { CandidateSyncLimit: not null } => "candidateSyncLimit is set, so a candidate that was not seen may still exist.",
        { CandidateFilters.IsEmpty: false } => "Candidate filters are set, so a candidate that was not seen may still exist.",
        _ => null,
    };

    public async IAsyncEnumerable<PageDraft> Read(
        IJobviteClient client, RunCheckpoint checkpoint, int? remaining, CompanyConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var looksAgain = checkpoint is { Mode: SyncMode.Full, Limit: null };
        if (checkpoint.Cursor != ListCursor.SecondLook)
        {
            var size = Math.Clamp(remaining ?? PageSize, 1, PageSize);
            var list = new CandidatePageRequest
            {
                Start = ListCursor.ResumeAt(checkpoint.Cursor, size),
                PageSize = size,
                UpdatedSince = checkpoint.ChangedSince is { } since ? Watermark.DayFor(since) : null,
                Filters = connection.Settings.CandidateFilters,
            };
            await foreach (var (page, draft) in Drafts(client, list, connection, cancellationToken))
            {
                yield return looksAgain && page.Outcome == PageOutcome.Last ? draft with { NextCursor = ListCursor.SecondLook } : draft;
            }
        }

        if (looksAgain)
        {
            // An entry that changed while the list was read may have moved from before the reading point to behind it, and would be taken
            // for deleted. One more request, for what changed since the run began, brings it.
            var changed = new CandidatePageRequest
            {
                PageSize = PageSize,
                UpdatedSince = Watermark.DayFor(checkpoint.StartedAt),
                Filters = connection.Settings.CandidateFilters,
            };
            await foreach (var (_, draft) in Drafts(client, changed, connection, cancellationToken))
            {
                yield return draft with { NextCursor = ListCursor.SecondLook, Total = null, ExpectsNews = false };
            }
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
            var entries = await client.GetCandidateAsync(id, applicationId: null, cancellationToken);
            await Save(batch, [id], entries, readAt, connection, cancellationToken);
        });
    }

    /// <summary>
    /// Reads what changed since the oldest event; returns the ids that did not come. All of it is worth storing, unless the settings
    /// leave candidates out. It gives up after as many pages as single reads would have cost. A candidate's events are answered only once the list was read to its end, since a
    /// second application may come on a later page.
    /// </summary>
    private async Task<List<string>> RefreshFromList(IJobviteClient client, RefreshBatch batch, CompanyConnection connection, CancellationToken cancellationToken)
    {
        var wanted = batch.ByRecord.Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var everything = DeletionBlockedBy(connection.Settings) is null;
        var request = new CandidatePageRequest
        {
            PageSize = PageSize,
            MaxPages = wanted.Count,
            UpdatedSince = Watermark.DayFor(batch.OldestReceivedAt),
        };
        var readAt = time.GetUtcNow();
        await foreach (var page in client.ReadCandidatePagesAsync(request, cancellationToken))
        {
            found.UnionWith(page.Records.Select(c => c.Id).Where(wanted.Contains));
            var last = page.Outcome != PageOutcome.More;
            var kept = everything ? page.Records : page.Records.Where(c => wanted.Contains(c.Id)).ToList();
            var refresh = batch.Answer(page.Outcome == PageOutcome.Last ? found : [], readAt, found: true);
            await records.SaveRefresh(refresh, RowsOf(kept, connection), MergeFor(connection), cancellationToken);
            if (page.Outcome == PageOutcome.Last)
            {
                wanted.ExceptWith(found);
            }

            if (last)
            {
                break;
            }

            readAt = time.GetUtcNow();
        }

        return [.. wanted];
    }

    private async IAsyncEnumerable<(JobvitePage<JobviteCandidate> Page, PageDraft Draft)> Drafts(
        IJobviteClient client, CandidatePageRequest request, CompanyConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        await foreach (var page in client.ReadCandidatePagesAsync(request, cancellationToken))
        {
            yield return (page, ListPages.Draft(
                page, request.Start, readAt, (frame, token) => records.SavePage(frame, RowsOf(page.Records, connection), MergeFor(connection), token)));
            readAt = time.GetUtcNow();
        }
    }

    private async Task Save(
        RefreshBatch batch, IEnumerable<string> answered, IReadOnlyList<JobviteCandidate> entries, DateTimeOffset readAt, CompanyConnection connection, CancellationToken cancellationToken)
    {
        var refresh = batch.Answer(answered, readAt, found: entries.Count > 0);
        await records.SaveRefresh(refresh, RowsOf(entries, connection), MergeFor(connection), cancellationToken);
    }

    private List<CandidateRow> RowsOf(IReadOnlyList<JobviteCandidate> entries, CompanyConnection connection) =>
        entries.Select(entry => rows.From(connection.CompanyId, entry, connection.Settings)).ToList();

    private static RecordMerge MergeFor(CompanyConnection connection) => new(connection.Settings.StoreEeoData);
}
