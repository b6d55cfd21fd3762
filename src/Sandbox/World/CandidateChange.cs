using System.Collections.Immutable;

namespace Jobvite.Sandbox;

/// <summary>What differs from the generated person.</summary>
internal sealed record CandidateChange
{
    public static CandidateChange None { get; } = new();

    /// <summary>Raised by each edit of the person's own fields; 0 is as generated.</summary>
    public int Revision { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public bool Deleted { get; init; }

    /// <summary>By application: the stage and since when.</summary>
    public ImmutableDictionary<int, (string Stage, DateTimeOffset At)> Stages { get; init; } =
        ImmutableDictionary<int, (string, DateTimeOffset)>.Empty;
}
