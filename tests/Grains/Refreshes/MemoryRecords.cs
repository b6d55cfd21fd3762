using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Refreshes;

/// <summary>What refreshes write, in memory: the last one wins.</summary>
internal sealed class MemoryRecords : IRecordStore
{
    /// <summary>Application → stage.</summary>
    public Dictionary<string, string?> Stages { get; } = [];

    public HashSet<string> Jobs { get; } = [];

    public HashSet<string> Processes { get; } = [];

    /// <summary>Event → what is noted beside it.</summary>
    public Dictionary<Guid, string?> Answered { get; } = [];

    /// <summary>What a run is told that it has not seen.</summary>
    public int Unseen { get; init; }

    /// <summary>The jobs that a run is told that it has not seen.</summary>
    public List<string> UnseenJobs { get; init; } = [];

    public Task<IReadOnlyDictionary<string, StoredEntry>> FindKnown(string companyId, IReadOnlyList<EntryKey> entries, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, StoredEntry>>(new Dictionary<string, StoredEntry>());

    public Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<CandidateRow> candidates, IRecordMerge merge, CancellationToken cancellationToken)
    {
        foreach (var application in candidates.SelectMany(c => c.Applications))
        {
            Stages[application.Id] = application.WorkflowState;
        }

        return Answer(refresh);
    }

    public Task<UpsertCounts> SaveRefresh(RefreshWrite refresh, IReadOnlyList<JobRow> jobs, IRecordMerge merge, CancellationToken cancellationToken)
    {
        Jobs.UnionWith(jobs.Select(j => j.Id));
        return Answer(refresh);
    }

    public Task<UpsertCounts> SaveRefresh(
        RefreshWrite refresh, IReadOnlyList<ProcessRow> processes, IReadOnlyList<TaskRow> tasks, IRecordMerge merge, CancellationToken cancellationToken)
    {
        Processes.UnionWith(processes.Select(p => p.Id));
        return Answer(refresh);
    }

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<JobRow> jobs, IRecordMerge merge, CancellationToken cancellationToken) => throw Unused();

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<CandidateRow> candidates, IRecordMerge merge, CancellationToken cancellationToken) => throw Unused();

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<ProcessRow> processes, IRecordMerge merge, CancellationToken cancellationToken) => throw Unused();

    public Task<PageResult> SavePage(RunPage page, IReadOnlyList<TaskRow> tasks, IRecordMerge merge, CancellationToken cancellationToken) => throw Unused();

    public Task<UnseenCount> CountUnseen(RunRef run, CancellationToken cancellationToken) => Task.FromResult(new UnseenCount(100, Unseen));

    public Task<IReadOnlyList<string>> ListUnseenJobs(RunRef run, string? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. UnseenJobs.Where(id => string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Take(limit)]);

    public Task<int?> DeleteUnseen(RunRef run, CancellationToken cancellationToken) => throw Unused();

    public Task<DeletionApproval> ApproveDeletion(string companyId, Guid runId, CancellationToken cancellationToken) => throw Unused();

    public Task<int?> DeleteFormer(RunRef run, CancellationToken cancellationToken) => throw Unused();

    private Task<UpsertCounts> Answer(RefreshWrite refresh)
    {
        foreach (var id in refresh.ProcessedEvents)
        {
            Answered.Add(id, refresh.Note);
        }

        return Task.FromResult(default(UpsertCounts));
    }

    private static NotSupportedException Unused() => new("A refresh has no business with this.");
}
