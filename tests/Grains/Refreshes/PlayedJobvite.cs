using System.Runtime.CompilerServices;
using Jobvite.Client;

namespace Jobvite.Grains.Tests.Refreshes;

/// <summary>A Jobvite in memory, as far as refreshes ask it, that counts requests.</summary>
internal sealed class PlayedJobvite : IJobviteClient
{
    public List<PlayedEntry> Entries { get; init; } = [];

    public List<string> Jobs { get; init; } = [];

    /// <summary>Jobs that exist and that the list does not show.</summary>
    public List<string> HiddenJobs { get; init; } = [];

    /// <summary>The most that a request for several jobs brings; none where Jobvite takes only one id.</summary>
    public int MostJobsByIds { get; init; } = 100;

    /// <summary>What each request for several jobs asked for.</summary>
    public List<IReadOnlyCollection<string>> AskedTogether { get; } = [];

    public List<string> Processes { get; init; } = [];

    /// <summary>Process → its milestones.</summary>
    public Dictionary<string, List<string>> Milestones { get; init; } = [];

    /// <summary>What becomes of a change of milestones.</summary>
    public Func<MilestoneUpdate, Task>? OnMilestones { get; init; }

    /// <summary>A process request that names one of these is rejected.</summary>
    public HashSet<string> Rejected { get; init; } = [];

    /// <summary>The most that a page of a list holds, whatever is asked for.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>What the list says it holds, from what it does hold.</summary>
    public Func<int, int?> Total { get; init; } = count => count;

    /// <summary>The list ends without having been seen whole.</summary>
    public bool Incomplete { get; init; }

    /// <summary>What every request meets while it is set.</summary>
    public Func<Exception>? Trouble { get; set; }

    /// <summary>What the request for one of these records meets.</summary>
    public Dictionary<string, Func<Exception>> Troubles { get; } = [];

    /// <summary>Answers without a pause between two pages, so that a clock can be moved beside it.</summary>
    public bool AtOnce { get; init; }

    /// <summary>Ids of candidates and of applications that were asked for, in this order.</summary>
    public List<string> Asked { get; } = [];

    public int ListRequests { get; private set; }

    public int SingleRequests { get; private set; }

    public int Requests => ListRequests + SingleRequests + AskedTogether.Count;

    public IAsyncEnumerable<JobvitePage<JobviteCandidate>> ReadCandidatePagesAsync(CandidatePageRequest request, CancellationToken ct) =>
        Pages(Entries.Where(e => e.ListedOn >= request.UpdatedSince).Select(e => e.ToRecord()).ToList(), request.MaxPages, ct);

    public IAsyncEnumerable<JobvitePage<JobviteJob>> ReadJobPagesAsync(JobPageRequest request, CancellationToken ct) =>
        Pages(Jobs.Select(Job).ToList(), request.MaxPages, ct);

    public Task<IReadOnlyList<JobviteCandidate>> GetCandidateAsync(string? candidateId, string? applicationId, CancellationToken ct)
    {
        SingleRequests++;
        Asked.Add(candidateId ?? applicationId!);
        Meet(candidateId ?? applicationId!);
        return Task.FromResult<IReadOnlyList<JobviteCandidate>>(
            Entries.Where(e => candidateId is null ? e.Application == applicationId : e.Person == candidateId).Select(e => e.ToRecord()).ToList());
    }

    public Task<JobviteJob?> GetJobAsync(string jobId, CancellationToken ct)
    {
        SingleRequests++;
        Meet(jobId);
        return Task.FromResult(Exists(jobId) ? Job(jobId) : null);
    }

    public Task<JobvitePage<JobviteJob>> GetJobsAsync(IReadOnlyCollection<string> jobIds, CancellationToken ct)
    {
        AskedTogether.Add(jobIds);
        var jobs = jobIds.Where(Exists).Order(StringComparer.Ordinal).Take(MostJobsByIds).Select(Job).ToList();
        return Task.FromResult(new JobvitePage<JobviteJob>(0, jobs.Count, jobs, [], jobs.Count, PageOutcome.Last));
    }

    public IAsyncEnumerable<JobvitePage<JobviteProcess>> ReadProcessPagesAsync(ProcessPageRequest request, CancellationToken ct)
    {
        var asked = request.Filters.Single().Values;
        if (asked.Any(Rejected.Contains))
        {
            ListRequests++;
            throw new JobviteException(new JobviteFailure(FailureKind.Rejected, JobviteEndpoint.Onboarding, "Jobvite rejected the request.", "Look at the id."));
        }

        return Pages(Processes.Where(asked.Contains).Select(id => JobviteRecords.ParseProcess(ProcessJson(id))).ToList(), request.MaxPages, ct);
    }

    public IAsyncEnumerable<JobvitePage<JobviteTask>> ReadTaskPagesAsync(TaskPageRequest request, CancellationToken ct) =>
        Pages(new List<JobviteTask>(), request.MaxPages, ct);

    public Task<JobviteDocumentList> GetArtifactsAsync(string candidateId, CancellationToken ct) => throw Unused();

    public Task UpdateMilestonesAsync(MilestoneUpdate update, CancellationToken ct)
    {
        SingleRequests++;
        return OnMilestones?.Invoke(update) ?? throw Unused();
    }

    public Task<EndpointProbe> ProbeAsync(JobviteEndpoint endpoint, CancellationToken ct) => throw Unused();

    private async IAsyncEnumerable<JobvitePage<T>> Pages<T>(List<T> all, int mostPages, [EnumeratorCancellation] CancellationToken ct)
    {
        var start = 0;
        for (var page = 1; ; page++)
        {
            if (!AtOnce)
            {
                await Task.Yield();
            }

            ct.ThrowIfCancellationRequested();
            ListRequests++;
            Meet("list");
            var records = all.Skip(start).Take(PageSize).ToList();
            start += records.Count;
            var more = start < all.Count;
            var outcome = more && page < mostPages ? PageOutcome.More : more || Incomplete ? PageOutcome.Incomplete : PageOutcome.Last;
            yield return new JobvitePage<T>(start - records.Count, start, records, [], Total(all.Count), outcome)
            {
                IncompleteReason = outcome == PageOutcome.Incomplete ? "The list moved." : null,
            };
            if (outcome != PageOutcome.More)
            {
                yield break;
            }
        }
    }

    private void Meet(string record)
    {
        if ((Trouble ?? Troubles.GetValueOrDefault(record))?.Invoke() is { } trouble)
        {
            throw trouble;
        }
    }

    /// <summary>A process as Jobvite sends it.</summary>
    public string ProcessJson(string id) => $$"""{"processId":"{{id}}","milestones":[{{string.Join(',', Milestones.GetValueOrDefault(id, []).Select(name => $"\"{name}\""))}}]}""";

    private bool Exists(string id) => Jobs.Contains(id) || HiddenJobs.Contains(id);

    private static JobviteJob Job(string id) => JobviteRecords.ParseJob($$"""{"eId":"{{id}}","title":"Baker"}""");

    private static NotSupportedException Unused() => new("A refresh has no business with this.");
}
