namespace Jobvite.Storage.Tests;

/// <summary>A merge in which the incoming record is complete.</summary>
internal sealed class IncomingWins : IRecordMerge
{
    public static readonly IncomingWins Instance = new();

    public JobRow Merge(string storedRawJson, JobRow incoming) => incoming;

    public CandidateRow Merge(string storedRawJson, CandidateRow incoming) => incoming;

    public ApplicationRow Merge(string storedRawJson, ApplicationRow incoming) => incoming;

    public ProcessRow Merge(string storedRawJson, ProcessRow incoming) => incoming;

    public TaskRow Merge(string storedRawJson, TaskRow incoming) => incoming;
}
