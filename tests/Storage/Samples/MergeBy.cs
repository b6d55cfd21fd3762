namespace Jobvite.Storage.Tests;

/// <summary>A merge of jobs that a test decides; everything else is complete.</summary>
internal sealed class MergeBy(Func<string, JobRow, JobRow> merge) : IRecordMerge
{
    public JobRow Merge(string storedRawJson, JobRow incoming) => merge(storedRawJson, incoming);

    public CandidateRow Merge(string storedRawJson, CandidateRow incoming) => incoming;

    public ApplicationRow Merge(string storedRawJson, ApplicationRow incoming) => incoming;

    public ProcessRow Merge(string storedRawJson, ProcessRow incoming) => incoming;

    public TaskRow Merge(string storedRawJson, TaskRow incoming) => incoming;
}
