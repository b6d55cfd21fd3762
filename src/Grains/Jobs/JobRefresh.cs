using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Records;
using Jobvite.Grains.Refreshes;
using Jobvite.Storage;

namespace Jobvite.Grains.Jobs;

/// <summary>Reads jobs again that events named: each by its id, or all from the list of jobs.</summary>
internal sealed class JobRefresh(IRecordStore records, TimeProvider time, IJobviteClient client, RefreshBatch batch, CompanyConnection connection)
{
    /// <summary>The list has no date filter: it is the same list whenever the oldest event came.</summary>
    private static readonly DateOnly Ever = DateOnly.MinValue;

    private readonly HashSet<string> _wanted = batch.ByRecord.Select(g => g.Key).ToHashSet(StringComparer.Ordinal);

    public async Task<RefreshResult> Run(CancellationToken cancellationToken)
    {
        var reads = new RefreshReads(batch, time);
        await reads.FromList(
            Ever,
            () => _wanted.Count,
            pages => client.ReadJobPagesAsync(new JobPageRequest { PageSize = RefreshReads.PageSize, MaxPages = pages }, cancellationToken),
            (page, readAt) => SavePage(page, readAt, cancellationToken));
        await reads.Each(_wanted, batch.ByRecord, id => ReadJob(id, cancellationToken));
        return reads.Result;
    }

    private async Task ReadJob(string id, CancellationToken cancellationToken)
    {
        var readAt = time.GetUtcNow();
        var job = await batch.Costs.Read(() => client.GetJobAsync(id, cancellationToken));
        await Save([id], job is null ? [] : [job], readAt, cancellationToken);
    }

    private async Task SavePage(JobvitePage<JobviteJob> page, DateTimeOffset readAt, CancellationToken cancellationToken)
    {
        var found = page.Records.Where(j => _wanted.Contains(j.Id)).DistinctBy(j => j.Id, StringComparer.Ordinal).ToList();
        await Save(found.Select(j => j.Id), found, readAt, cancellationToken);
        _wanted.ExceptWith(found.Select(j => j.Id));
    }

    private Task Save(IEnumerable<string> answered, IReadOnlyList<JobviteJob> jobs, DateTimeOffset readAt, CancellationToken cancellationToken) => records.SaveRefresh(
        batch.Answer(answered, readAt, found: jobs.Count > 0),
        jobs.Select(RecordRows.From).ToList(),
        RecordMerge.For(connection),
        cancellationToken);
}
