using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Records;
using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>Reads candidates again that events named: each by its id, or all from one list of what changed since the oldest event.</summary>
internal sealed class CandidateRefresh(
    IRecordStore records, CandidateRows rows, TimeProvider time, IJobviteClient client, RefreshBatch batch, CompanyConnection connection, bool storeAll)
{
    private const int PageSize = 500;

    private readonly DateOnly _since = Watermark.RefreshDayFor(batch.OldestReceivedAt);
    private readonly HashSet<string> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _applications = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);

    public async Task<RefreshResult> Run(CancellationToken cancellationToken)
    {
        var wanted = batch.ByRecord.Select(g => g.Key).ToList();
        var missing = RefreshPlan.PrefersList(wanted.Count, batch.Costs.PagesSince(_since), batch.Costs)
            ? await ReadList(wanted, cancellationToken)
            : wanted;
        return await SingleReads.ForEach(missing, async id =>
        {
            var readAt = time.GetUtcNow();
            var entries = await batch.Costs.Read(() => client.GetCandidateAsync(id, applicationId: null, cancellationToken));
            await Save(batch.Answer([id], readAt, found: entries.Count > 0), entries, cancellationToken);
        });
    }

    /// <summary>
    /// Returns the ids that are still to be read. Everything that comes is worth storing, unless the settings leave candidates out.
    /// Events are answered only once the list was read to its end, since a second application may come on a later page; so a list that
    /// turns out longer than there are records is left where it stands.
    /// </summary>
    private async Task<List<string>> ReadList(List<string> wanted, CancellationToken cancellationToken)
    {
        var request = new CandidatePageRequest
        {
            PageSize = PageSize,
            MaxPages = wanted.Count + 1,
            UpdatedSince = _since,
            Recognize = new KnownEntries(records, connection).Recognize,
        };
        var named = wanted.ToHashSet(StringComparer.Ordinal);
        var pages = 0;
        var readAt = time.GetUtcNow();
        await foreach (var page in batch.Costs.Pages(client.ReadCandidatePagesAsync(request, cancellationToken)))
        {
            pages++;
            Note(page);
            var whole = page.Outcome == PageOutcome.Last;
            var shown = whole ? wanted.Where(Shown).ToList() : [];
            var kept = storeAll ? page.Records : page.Records.Where(c => named.Contains(c.Id)).ToList();
            await Save(batch.Answer(shown, readAt, found: true) with { Known = KnownEntries.Seen(page.Known) }, kept, cancellationToken);
            var left = page.Outcome == PageOutcome.More ? RefreshPlan.PagesLeft(page.NextStart, page.Total, PageSize) : 0;
            batch.Costs.LearnPages(_since, pages + left);
            if (whole)
            {
                return wanted.Except(shown, StringComparer.Ordinal).ToList();
            }

            if (left > 0 && !RefreshPlan.PrefersList(wanted.Count, left, batch.Costs))
            {
                break;
            }

            readAt = time.GetUtcNow();
        }

        return wanted;
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
    private bool Shown(string id) =>
        _entries.Contains(id) && !_unreadable.Contains(id) && batch.ApplicationsOf(id).All(_applications.Contains);

    private Task Save(RefreshWrite refresh, IReadOnlyList<JobviteCandidate> entries, CancellationToken cancellationToken) => records.SaveRefresh(
        refresh,
        rows.From(connection.CompanyId, entries, connection.Settings),
        new RecordMerge(connection.Settings.StoreEeoData),
        cancellationToken);
}
