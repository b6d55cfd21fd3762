using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Storage;

namespace Jobvite.Grains.Records;

/// <summary>
/// Lays an answer of Jobvite over what is stored, with Jobvite's rule (a missing field says nothing, a null clears), and reads the
/// columns anew from the whole.
/// </summary>
/// <param name="keepEeoData">The tenant asked for EEO data; otherwise they leave the stored record too.</param>
/// <param name="excluded">Fields that leave the stored record, too.</param>
internal sealed class RecordMerge(bool keepEeoData, ExcludedFields? excluded = null) : IRecordMerge
{
    public static RecordMerge For(CompanyConnection connection) => new(connection.Settings.StoreEeoData, ExcludedFields.Of(connection.Settings.ExcludedFields));

    public JobRow Merge(string storedRawJson, JobRow incoming) =>
        RecordRows.From(JobviteRecords.ParseJob(Overlay("job", storedRawJson, incoming)));

    public CandidateRow Merge(string storedRawJson, CandidateRow incoming) =>
        RecordRows.FromPerson(JobviteRecords.ParseCandidate(Overlay("candidate", storedRawJson, incoming))) with
        {
            SourceUpdatedAt = incoming.SourceUpdatedAt,
            Applications = incoming.Applications,
            Documents = incoming.Documents,
            ArtifactsToFetch = incoming.ArtifactsToFetch,
        };

    public ApplicationRow Merge(string storedRawJson, ApplicationRow incoming) =>
        RecordRows.From(JobviteRecords.ParseApplication(Overlay("application", storedRawJson, incoming)));

    public ProcessRow Merge(string storedRawJson, ProcessRow incoming) =>
        RecordRows.From(JobviteRecords.ParseProcess(Overlay("process", storedRawJson, incoming)));

    public TaskRow Merge(string storedRawJson, TaskRow incoming) =>
        RecordRows.From(JobviteRecords.ParseTask(Overlay("task", storedRawJson, incoming)), incoming.ProcessId);

    private string Overlay(string record, string storedRawJson, IRecordRow incoming)
    {
        var merged = JsonOverlay.Merge(storedRawJson, incoming.RawJson, keepEeoData);
        return excluded?.Touches(record) == true ? excluded.RemoveFrom(record, merged) : merged;
    }
}
