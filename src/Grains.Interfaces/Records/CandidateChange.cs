using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// One change that was seen of a candidate. It names what changed and holds no values but workflow states: what a person's data were
/// before is not kept.
/// </summary>
[GenerateSerializer, Alias("jv.CandidateChange"), Immutable]
public sealed record CandidateChange
{
    /// <summary>When we stored it; Jobvite may have changed it earlier.</summary>
    [Id(0)] public required DateTimeOffset SeenAt { get; init; }

    [Id(1)] public required CandidateChangeKind Kind { get; init; }

    /// <summary>The application that changed; null when it was the person.</summary>
    [Id(2)] public string? ApplicationId { get; init; }

    /// <summary>Of an application: its workflow state before.</summary>
    [Id(3)] public string? FromState { get; init; }

    /// <summary>Of an application: its workflow state since then.</summary>
    [Id(4)] public string? ToState { get; init; }

    /// <summary>
    /// Names of the changed columns, such as <c>last_name</c>; empty when only parts of the record changed that no column shows.
    /// </summary>
    [Id(5)] public ImmutableArray<string> Fields { get; init; } = [];
}

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
