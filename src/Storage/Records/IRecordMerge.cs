namespace Jobvite.Storage;

/// <summary>
/// Lays an incoming record over the stored one: a field that the answer does not carry keeps its stored value, a field that is there
/// and null clears it. Called only when the stored answer differs from the incoming one. Pure; called inside a transaction.
/// </summary>
public interface IRecordMerge
{
    JobRow Merge(string storedRawJson, JobRow incoming);

    /// <summary>Merges the person; applications and documents stay as they came.</summary>
    CandidateRow Merge(string storedRawJson, CandidateRow incoming);

    ApplicationRow Merge(string storedRawJson, ApplicationRow incoming);

    ProcessRow Merge(string storedRawJson, ProcessRow incoming);

    TaskRow Merge(string storedRawJson, TaskRow incoming);
}
