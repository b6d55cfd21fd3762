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

    /// <summary>A process request that names one of these is rejected.</summary>
    public HashSet<string> Rejected { get; init; } = [];

    /// <summary>The most that a page of a list holds, whatever is asked for.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>What the list says it holds, from what it does hold.</summary>
    public Func<int, int?> Total { get; init; } = count => count;

    /// <summary>The list ends without having been seen whole.</summary>
    public bool Incomplete { get; init; }

    public int ListRequests { get; private set; }

    public int SingleRequests { get; private set; }

    public int Requests => ListRequests + SingleRequests + AskedTogether.Count;

    public IAsyncEnumerable<JobvitePage<JobviteCandidate>> ReadCandidatePagesAsync(CandidatePageRequest request, CancellationToken ct) =>
        Pages(Entries.Where(e => e.ListedOn >= request.UpdatedSince).Select(e => e.ToRecord()).ToList(), request.MaxPages, ct);

    public IAsyncEnumerable<JobvitePage<JobviteJob>> ReadJobPagesAsync(JobPageRequest request, CancellationToken ct) =>
        Pages(Jobs.Select(Job).ToList(), request.MaxPages, ct);

    public Task<IReadOnlyList<JobviteCandidate>> GetCandidateAsync(string candidateId, string? applicationId, CancellationToken ct)
    {
        SingleRequests++;
        return Task.FromResult<IReadOnlyList<JobviteCandidate>>(Entries.Where(e => e.Person == candidateId).Select(e => e.ToRecord()).ToList());
    }

    public Task<JobviteJob?> GetJobAsync(string jobId, CancellationToken ct)
    {
        SingleRequests++;
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

        return Pages(Processes.Where(asked.Contains).Select(id => JobviteRecords.ParseProcess($$"""{"processId":"{{id}}"}""")).ToList(), request.MaxPages, ct);
    }

    public IAsyncEnumerable<JobvitePage<JobviteTask>> ReadTaskPagesAsync(TaskPageRequest request, CancellationToken ct) =>
        Pages(new List<JobviteTask>(), request.MaxPages, ct);

    public Task<IReadOnlyList<JobviteDocument>> GetArtifactsAsync(string candidateId, CancellationToken ct) => throw Unused();

    public Task UpdateMilestonesAsync(MilestoneUpdate update, CancellationToken ct) => throw Unused();

    public Task<EndpointProbe> ProbeAsync(JobviteEndpoint endpoint, CancellationToken ct) => throw Unused();

    private async IAsyncEnumerable<JobvitePage<T>> Pages<T>(List<T> all, int mostPages, [EnumeratorCancellation] CancellationToken ct)
    {
        var start = 0;
        for (var page = 1; ; page++)
        {
            await Task.Yield();
            ct.ThrowIfCancellationRequested();
            ListRequests++;
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

    private bool Exists(string id) => Jobs.Contains(id) || HiddenJobs.Contains(id);

    private static JobviteJob Job(string id) => JobviteRecords.ParseJob($$"""{"eId":"{{id}}","title":"Baker"}""");

    private static NotSupportedException Unused() => new("A refresh has no business with this.");
}
