using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Records;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Candidates;

/// <summary>
/// Reads candidates again that events named, by their id or by an application: each by itself, or all from one list of what changed since
/// the oldest event.
/// </summary>
internal sealed class CandidateRefresh(
    IRecordStore records, CandidateRows rows, TimeProvider time, IJobviteClient client, RefreshBatch batch, CompanyConnection connection, bool storeAll)
{
    private readonly DateOnly _since = Watermark.RefreshDayFor(batch.OldestReceivedAt);
    private readonly HashSet<string> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _applications = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = batch.Due.Where(e => e.Kind is EventEntity.Application).Select(e => e.EntityId).ToHashSet(StringComparer.Ordinal);
    private readonly List<DueEvents> _elsewhere = [];

    /// <summary>What is to be read for singly.</summary>
    private IReadOnlyList<DueEvents> _missing = batch.Due;

    public async Task<RefreshResult> Run(CancellationToken cancellationToken)
    {
        var reads = new RefreshReads(batch, time);
        var requests = batch.Due.DistinctBy(e => (e.RecordId, e.RecordId is null ? e.EntityId : "")).Count();
        await reads.FromList(_since, () => requests, pages => ReadList(pages, cancellationToken), (page, readAt) => SavePage(page, readAt, cancellationToken));

        var people = _missing.Where(e => e.RecordId is not null).ToLookup(e => e.RecordId!, StringComparer.Ordinal);
        await reads.Each(people.Select(g => g.Key), people, id => ReadPerson(id, people[id], cancellationToken));

        var applications = _missing.Where(e => e.RecordId is null).Concat(_elsewhere).ToLookup(e => e.EntityId, StringComparer.Ordinal);
        await reads.Each(applications.Select(g => g.Key), applications, id => ReadApplication(id, applications[id], cancellationToken));
        return reads.Result;
    }

    /// <summary>An application that was this person's when it was stored may have become another's, by a merge for instance; then it is asked for itself.</summary>
    private async Task ReadPerson(string id, IEnumerable<DueEvents> waiting, CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        var entries = await batch.Costs.Read(() => client.GetCandidateAsync(id, applicationId: null, cancellationToken));
        var shown = entries.SelectMany(e => e.Applications).Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var answered = waiting.ToLookup(e => e.Kind is EventEntity.Record || shown.Contains(e.EntityId));
        await Save(batch.Answer(answered[true], readAt, found: entries.Count > 0), entries, cancellationToken);
        _elsewhere.AddRange(answered[false]);
    }

    private async Task ReadApplication(string id, IEnumerable<DueEvents> waiting, CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        var entries = await batch.Costs.Read(() => client.GetCandidateAsync(candidateId: null, id, cancellationToken));
        await Save(batch.Answer(waiting, readAt, found: entries.Count > 0), entries, cancellationToken);
    }

    private IAsyncEnumerable<JobvitePage<JobviteCandidate>> ReadList(int maxPages, CancellationToken cancellationToken)
    {
        var request = new CandidatePageRequest
        {
            PageSize = RefreshReads.PageSize,
            MaxPages = maxPages,
            UpdatedSince = _since,
            Recognize = new EntryFingerprints(records, connection).Recognize,
        };
        return client.ReadCandidatePagesAsync(request, cancellationToken);
    }

    /// <summary>
    /// Everything that comes is worth storing, unless the settings leave candidates out. Events are answered only once the list was read to
    /// its end, since a second application may come on a later page.
    /// </summary>
    private async Task SavePage(JobvitePage<JobviteCandidate> page, DateTimeOffset readAt, CancellationToken cancellationToken)
    {
        Note(page);
        var whole = page.Outcome == PageOutcome.Last;
        var events = batch.Due.ToLookup(e => whole && IsShown(e));
        var kept = storeAll ? page.Records : page.Records.Where(IsNamed).ToList();
        await Save(batch.Answer(events[true], readAt, found: true) with { Known = EntryFingerprints.Seen(page.Known) }, kept, cancellationToken);
        _missing = [.. events[false]];
    }

    private void Note(JobvitePage<JobviteCandidate> page)
    {
        _unreadable.UnionWith(page.Malformed.Select(m => m.Id).OfType<string>());
        foreach (var entry in page.Records)
        {
            _entries.Add(entry.Id);
            _applications.UnionWith(entry.Applications.Select(a => a.Id));
        }

        foreach (var entry in page.Known)
        {
            _entries.Add(entry.CandidateId);
            _applications.Add(entry.ApplicationId);
        }
    }

    /// <summary>A list entry is one application: an event that names another one is not answered by it, nor by one that could not be read.</summary>
    private bool IsShown(DueEvents events) => events.Kind is EventEntity.Application
        ? _applications.Contains(events.EntityId)
        : _entries.Contains(events.EntityId) && !_unreadable.Contains(events.EntityId) && events.Applications.All(_applications.Contains);

    private bool IsNamed(JobviteCandidate entry) =>
        batch.ByRecord.Contains(entry.Id) || entry.Applications.Any(a => _named.Contains(a.Id));

    private Task Save(RefreshWrite refresh, IReadOnlyList<JobviteCandidate> entries, CancellationToken cancellationToken) => records.SaveRefresh(
        refresh,
        rows.From(connection.CompanyId, entries, connection.Settings),
        RecordMerge.For(connection),
        cancellationToken);
}
