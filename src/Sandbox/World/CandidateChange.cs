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

    /// <summary>Name and address are taken out, as on a request for erasure.</summary>
    public bool Erased { get; init; }

    /// <summary>Null: as generated.</summary>
    public ImmutableArray<SandboxDocument>? Documents { get; init; }
}

/// <summary>What differs from the generated application.</summary>
internal sealed record ApplicationChange
{
    public static ApplicationChange None { get; } = new();

    /// <summary>The person who has it now; null: the one it was made for.</summary>
    public int? Owner { get; init; }

    public bool Deleted { get; init; }

    public (string Stage, DateTimeOffset At)? Stage { get; init; }

    /// <summary>A date that Jobvite set by itself, perhaps back.</summary>
    public DateTimeOffset? Dated { get; init; }
}
