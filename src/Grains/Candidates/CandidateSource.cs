using System.Runtime.CompilerServices;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Candidates;

/// <summary>Candidates with their applications and documents.</summary>
internal sealed class CandidateSource(IRecordStore records, CandidateRows rows, TimeProvider time) : IKindSource
{
    private const int PageSize = 500;

    public SyncKind Kind => SyncKind.Candidates;

    public bool IsEnabled(SyncSettings settings) => settings.SyncCandidates;

    public string? DeletionBlockedBy(SyncSettings settings) => settings switch
    {
        { CandidateSyncLimit: not null } => "candidateSyncLimit is set, so a candidate that was not seen may still exist.",
        { CandidateFilters.IsEmpty: false } => "Candidate filters are set, so a candidate that was not seen may still exist.",
        _ => null,
    };

    public async IAsyncEnumerable<PageDraft> Read(
        IJobviteClient client, RunCheckpoint checkpoint, Func<int?> remaining, CompanyConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = Math.Min(checkpoint.PageSize ?? PageSize, PageSize);

        // An entry that another source showed in the same bytes says nothing about documents that were fetched there.
        var isAnotherSource = checkpoint.SourceSince is not null;
        var looksAgain = checkpoint is { Mode: SyncMode.Full, Limit: null };
        if (checkpoint.Cursor != RunCursor.SecondLook)
        {
            var list = new CandidatePageRequest
            {
                Start = RunCursor.ResumeAt(RunCursor.StartOf(checkpoint.Cursor), size, checkpoint.Limit),
                PageSize = size,
                LargestPage = PageSize,
                TotalBefore = checkpoint.Progress.Total,
                Remaining = remaining,
                UpdatedSince = checkpoint.ChangedSince is { } since ? Watermark.DayFor(since) : null,
                Filters = FilterQuery.OfCandidates(connection.Settings),
            };
            await foreach (var (page, draft) in Drafts(client, list, connection, isAnotherSource, cancellationToken))
            {
                size = page.WorkingSize ?? size;
                yield return looksAgain && page.Outcome == PageOutcome.Last ? draft with { NextCursor = RunCursor.SecondLook } : draft;
            }
        }

        if (looksAgain)
        {
            // An entry that changed while the list was read may have moved from before the reading point to behind it, and would be taken
            // for deleted. One more request, for what changed since the run began, brings it.
            var changed = new CandidatePageRequest
            {
                PageSize = size,
                LargestPage = PageSize,
                UpdatedSince = Watermark.DayFor(checkpoint.StartedAt),
                Filters = FilterQuery.OfCandidates(connection.Settings),
            };
            await foreach (var (_, draft) in Drafts(client, changed, connection, isAnotherSource, cancellationToken))
            {
                yield return draft with { NextCursor = RunCursor.SecondLook, Total = null, ExpectsNewRecords = false };
            }
        }
    }

    public Task<RefreshResult> Refresh(IJobviteClient client, RefreshBatch batch, CompanyConnection connection, CancellationToken cancellationToken) =>
        new CandidateRefresh(records, rows, time, client, batch, connection, storeAll: DeletionBlockedBy(connection.Settings) is null).Run(cancellationToken);

    /// <summary>Reads one candidate again because somebody asked.</summary>
    /// <param name="client">Asks Jobvite, once.</param>
    /// <param name="candidateId">Jobvite's id.</param>
    /// <param name="connection">The company's connection.</param>
    /// <param name="isCurrent">Whether that is still the connection: an answer from before a disconnection must not be stored behind it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null when the connection has changed, and nothing was stored.</returns>
    public async Task<CandidateRefreshOutcome?> ReadAgain(
        IJobviteClient client, string candidateId, CompanyConnection connection, Func<Task<bool>> isCurrent, CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        var entries = await client.GetCandidateAsync(candidateId, applicationId: null, cancellationToken);
        if (!await isCurrent())
        {
            return null;
        }

        var refresh = new RefreshWrite { CompanyId = connection.CompanyId, ReadAt = readAt, SourceSince = connection.SourceSince, ByPerson = true };
        var counts = await records.SaveRefresh(refresh, rows.From(connection.CompanyId, entries, connection.Settings), RecordMerge.For(connection), cancellationToken);
        return entries.Count == 0 ? CandidateRefreshOutcome.NotListed
            : counts.Created + counts.Updated > 0 ? CandidateRefreshOutcome.Changed
            : CandidateRefreshOutcome.Unchanged;
    }

    private async IAsyncEnumerable<(JobvitePage<JobviteCandidate> Page, PageDraft Draft)> Drafts(
        IJobviteClient client, CandidatePageRequest request, CompanyConnection connection, bool isAnotherSource, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fingerprints = new EntryFingerprints(records, connection);
        var readAt = time.GetUtcNow();
        await foreach (var page in client.ReadCandidatePagesAsync(request with { Recognize = isAnotherSource ? null : fingerprints.Recognize }, cancellationToken))
        {
            // Made ahead, while the page before is being written.
            var entries = rows.From(connection.CompanyId, page.Records, connection.Settings, isAnotherSource);
            var seen = EntryFingerprints.Seen(page.Known);
            yield return (page, PageDraft.From(
                page, request.Start, readAt, (header, token) => records.SavePage(header with { Known = seen }, entries, RecordMerge.For(connection), token)));
            readAt = time.GetUtcNow();
        }
    }
}
