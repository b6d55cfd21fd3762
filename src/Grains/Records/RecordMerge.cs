using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Storage;

namespace Jobvite.Grains.Records;

/// <summary>
/// Lays an answer of Jobvite over what is stored, with Jobvite's rule (a missing field says nothing, a null clears), and reads the
/// columns anew from the whole.
/// </summary>
/// <param name="keepEeoData">The tenant asked for EEO data; otherwise they leave the stored record too.</param>
internal sealed class RecordMerge(bool keepEeoData) : IRecordMerge
{
    public static RecordMerge For(CompanyConnection connection) => new(connection.Settings.StoreEeoData);

    public JobRow Merge(string storedRawJson, JobRow incoming) =>
        RecordRows.From(JobviteRecords.ParseJob(Overlay(storedRawJson, incoming)));

    public CandidateRow Merge(string storedRawJson, CandidateRow incoming) =>
        RecordRows.FromPerson(JobviteRecords.ParseCandidate(Overlay(storedRawJson, incoming))) with
        {
            SourceUpdatedAt = incoming.SourceUpdatedAt,
            Applications = incoming.Applications,
            Documents = incoming.Documents,
            ArtifactsToFetch = incoming.ArtifactsToFetch,
        };

    public ApplicationRow Merge(string storedRawJson, ApplicationRow incoming) =>
        RecordRows.From(JobviteRecords.ParseApplication(Overlay(storedRawJson, incoming)));

    public ProcessRow Merge(string storedRawJson, ProcessRow incoming) =>
        RecordRows.From(JobviteRecords.ParseProcess(Overlay(storedRawJson, incoming)));

    public TaskRow Merge(string storedRawJson, TaskRow incoming) =>
        RecordRows.From(JobviteRecords.ParseTask(Overlay(storedRawJson, incoming)), incoming.ProcessId);

    private string Overlay(string storedRawJson, IRecordRow incoming) =>
        JsonOverlay.Merge(storedRawJson, incoming.RawJson, keepEeoData);
}
