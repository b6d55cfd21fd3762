namespace Jobvite.Client;

/// <summary>Jobvite as one company sees it. Every method throws <see cref="JobviteException"/> when Jobvite does not answer as asked,
/// and <see cref="ArgumentException"/> for requests that must not be sent.</summary>
public interface IJobviteClient
{
    /// <summary>Requisitions, page by page, starting at <see cref="JobPageRequest.Start"/>.</summary>
    IAsyncEnumerable<JobvitePage<JobviteJob>> ReadJobPagesAsync(JobPageRequest request, CancellationToken ct);

    /// <summary>Candidates, page by page. Jobvite lists one entry per application, so one person may appear several times.</summary>
    IAsyncEnumerable<JobvitePage<JobviteCandidate>> ReadCandidatePagesAsync(CandidatePageRequest request, CancellationToken ct);

    /// <summary>One requisition by its <c>eId</c>; null when Jobvite has no such record.</summary>
    Task<JobviteJob?> GetJobAsync(string jobId, CancellationToken ct);

    /// <summary>
    /// Those of the requisitions with these <c>eId</c>s that Jobvite gives, in one request, whatever their state. That one does not come is no
    /// proof that it is gone unless another of the same request comes: nobody has shown that every tenant's Jobvite takes several ids.
    /// </summary>
    /// <param name="jobIds">1 to 100 ids.</param>
    /// <param name="ct">Ends the request.</param>
    Task<JobvitePage<JobviteJob>> GetJobsAsync(IReadOnlyCollection<string> jobIds, CancellationToken ct);

    /// <summary>One candidate: an entry per application, or only the one asked for. Empty when Jobvite has no such record.</summary>
    /// <param name="candidateId">Null when only the application is known; then the entries that have it are answered.</param>
    /// <param name="applicationId">Null for all of the candidate's.</param>
    /// <param name="ct">Ends the call.</param>
    Task<IReadOnlyList<JobviteCandidate>> GetCandidateAsync(string? candidateId, string? applicationId, CancellationToken ct);

    /// <summary>All artifacts of a candidate with their contents. Empty when there are none, or no such candidate. A resume that comes with
    /// the candidate's record need not be among them.</summary>
    Task<JobviteDocumentList> GetArtifactsAsync(string candidateId, CancellationToken ct);

    /// <summary>Onboarding processes, page by page.</summary>
    IAsyncEnumerable<JobvitePage<JobviteProcess>> ReadProcessPagesAsync(ProcessPageRequest request, CancellationToken ct);

    /// <summary>Onboarding tasks of many processes in one series of pages.</summary>
    IAsyncEnumerable<JobvitePage<JobviteTask>> ReadTaskPagesAsync(TaskPageRequest request, CancellationToken ct);

    /// <summary>
    /// Sets or adds milestones. It is sent once only. After a failure of the kinds <see cref="FailureKind.Unavailable"/> and
    /// <see cref="FailureKind.Malformed"/> Jobvite may have taken it all the same, unless <see cref="JobviteFailure.NothingSent"/>.
    /// </summary>
    Task UpdateMilestonesAsync(MilestoneUpdate update, CancellationToken ct);

    /// <summary>One cheap read, without retries, that tells whether the key is accepted there. Failures are in the answer, not thrown;
    /// only what the gate throws, and cancellation, come out as exceptions.</summary>
    Task<EndpointProbe> ProbeAsync(JobviteEndpoint endpoint, CancellationToken ct);
}

/// <summary>The part of Jobvite that a call goes to: what a key's permissions and the day limits are counted by.</summary>
public enum JobviteEndpoint
{
    Job,
    Candidate,
    Onboarding,
}

/// <summary>What a probe of one endpoint found.</summary>
/// <param name="Endpoint">What was probed.</param>
/// <param name="Ok">Jobvite accepted the key and answered as expected.</param>
/// <param name="Latency">Time of the request itself, without the wait at the gate.</param>
/// <param name="Failure">Why not, when not ok.</param>
public sealed record EndpointProbe(JobviteEndpoint Endpoint, bool Ok, TimeSpan Latency, JobviteFailure? Failure);
