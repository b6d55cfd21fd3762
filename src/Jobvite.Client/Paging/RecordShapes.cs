using System.Text.Json;

namespace Jobvite.Client;

/// <summary>The kinds of records there are.</summary>
internal static class RecordShapes
{
    public static readonly RecordShape<JobviteJob> Job = new(
        ["requisitions", "jobs", "job", "requisition", "items", "data"],
        ["eId", "EId", "id", "jobId"],
        static (record, keepEeoData, _) => JobRecord.Parse(record, keepEeoData),
        static job => job.Id)
    { Excludes = "job" };

    public static readonly RecordShape<JobviteCandidate> Candidate = new(
        ["candidates", "candidate", "items", "data"],
        ["eId", "EId", "id", "candidateId"],
        CandidateRecord.Parse,
        static candidate => CandidateKey(candidate.Id, candidate.Applications.Select(static application => application.Id)))
    { WithDigest = static (candidate, digest) => candidate with { Digest = digest }, Excludes = "candidate" };

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
        static process => process.Id)
    { Excludes = "process" };

    public static readonly RecordShape<JobviteTask> Task = new(
        ["tasks", "task", "items", "data"],
        ["taskId", "id", "eId", "EId"],
        static (record, keepEeoData, _) => OnboardingRecord.Task(record, keepEeoData),
        static task => task.Id);

    /// <summary>What tells an entry of a candidate list from the others: a person comes once for each application.</summary>
    public static string CandidateKey(string id, IEnumerable<string> applicationIds) => string.Join('\n', applicationIds.Prepend(id));
}

/// <summary>How one kind of record is found in an answer and read.</summary>
/// <param name="ListNames">The fields that may hold the list, or the one record; first match wins.</param>
/// <param name="IdNames">The fields that may hold a record's id.</param>
/// <param name="Parse">Reads one record; adds what is wrong with parts of it to the list; throws <see cref="FormatException"/> when it is no use at all.</param>
/// <param name="Key">What tells an entry from the others.</param>
internal sealed record RecordShape<T>(
    string[] ListNames, string[] IdNames, Func<JsonElement, bool, List<string>, T> Parse, Func<T, string> Key)
{
    /// <summary>A single read may be answered with the record and nothing around it.</summary>
    public bool Bare { get; init; } = true;

    /// <summary>The sort of record as <see cref="ExcludedFields"/> has it; null where nothing can be excluded.</summary>
    public string? Excludes { get; init; }

    /// <summary>Notes the digest of the bytes that a record was read from, where records have one.</summary>
    public Func<T, string, T> WithDigest { get; init; } = static (record, _) => record;
}
