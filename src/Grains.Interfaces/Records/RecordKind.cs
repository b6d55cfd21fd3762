namespace Jobvite.Grains.Interfaces;

/// <summary>Records that have a page of their own.</summary>
[GenerateSerializer, Alias("jv.RecordKind")]
public enum RecordKind
{
    Job = 1,
    Candidate = 2,
    Process = 3,
}
