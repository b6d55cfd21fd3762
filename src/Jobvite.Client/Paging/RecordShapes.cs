namespace Jobvite.Client;

/// <summary>The kinds of records there are.</summary>
internal static class RecordShapes
{
    public static readonly RecordShape<JobviteJob> Job = new(
        ["requisitions", "jobs", "job", "requisition", "items", "data"],
        ["eId", "EId", "id", "jobId"],
        static (record, keepEeoData, _) => JobRecord.Parse(record, keepEeoData),
        static job => job.Id);

    public static readonly RecordShape<JobviteCandidate> Candidate = new(
        ["candidates", "candidate", "items", "data"],
        ["eId", "EId", "id", "candidateId"],
        CandidateRecord.Parse,
        static candidate => CandidateKey(candidate.Id, candidate.Applications.Select(static application => application.Id)))
    { WithDigest = static (candidate, digest) => candidate with { Digest = digest } };

    public static readonly RecordShape<JobviteDocument> Artifact = new(
        ["artifacts", "documents", "artifact", "items", "data"],
        ["eId", "EId", "id", "artifactId"],
        static (record, _, _) => DocumentRecord.Artifact(record, null),
        static document => document.ExternalId ?? document.FileName ?? string.Empty)
    { Bare = false };

    public static readonly RecordShape<JobviteProcess> Process = new(
        ["processes", "process", "items", "data"],
        ["processId", "id", "eId", "EId"],
        static (record, keepEeoData, _) => OnboardingRecord.Process(record, keepEeoData),
        static process => process.Id);

    public static readonly RecordShape<JobviteTask> Task = new(
        ["tasks", "task", "items", "data"],
        ["taskId", "id", "eId", "EId"],
        static (record, keepEeoData, _) => OnboardingRecord.Task(record, keepEeoData),
        static task => task.Id);

    /// <summary>What tells an entry of a candidate list from the others: a person comes once for each application.</summary>
    public static string CandidateKey(string id, IEnumerable<string> applicationIds) => string.Join('\n', applicationIds.Prepend(id));
}
