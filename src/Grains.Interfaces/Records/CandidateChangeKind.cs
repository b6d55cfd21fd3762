namespace Jobvite.Grains.Interfaces;

/// <summary>What was seen to happen to a candidate or an application.</summary>
[GenerateSerializer, Alias("jv.CandidateChangeKind")]
public enum CandidateChangeKind
{
    /// <summary>Jobvite sent other content than before.</summary>
    Changed = 1,

    /// <summary>A complete run did not see it any more.</summary>
    Deleted = 2,

    /// <summary>It was marked deleted and came again.</summary>
    Restored = 3,
}
