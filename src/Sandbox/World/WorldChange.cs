using System.Collections.Immutable;

namespace Jobvite.Sandbox;

/// <summary>A change that Jobvite would announce with a webhook; what does not apply is null.</summary>
internal sealed record WorldChange(DateTimeOffset At)
{
    public string? CandidateId { get; init; }

    public string? ApplicationId { get; init; }

    public string? JobId { get; init; }

    public string? ProcessId { get; init; }

    public string? OldStage { get; init; }

    public string? NewStage { get; init; }

    /// <summary>Whether the sender may duplicate or reorder it, as it does with changes that nobody asked for.</summary>
    public bool Mischief { get; init; }
}

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

    /// <summary>Null: as generated.</summary>
    public SandboxPerson? Person { get; init; }
}

/// <summary>What a person is called and how they are reached.</summary>
public sealed record SandboxPerson(string FirstName, string LastName, string Email, string Mobile);

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

/// <summary>What differs from the generated job.</summary>
internal sealed record JobChange
{
    public static JobChange None { get; } = new();

    public int Revision { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public string? State { get; init; }

    /// <summary>Not in lists any more, but still answered by its id.</summary>
    public bool Unlisted { get; init; }

    public bool Deleted { get; init; }
}

/// <summary>What differs from the generated onboarding process.</summary>
internal sealed record ProcessChange
{
    public static ProcessChange None { get; } = new();

    public string? Status { get; init; }

    public bool Deleted { get; init; }

    /// <summary>Null: as generated.</summary>
    public ImmutableArray<string>? Milestones { get; init; }

    /// <summary>By ordinal of the task.</summary>
    public ImmutableDictionary<int, string> TaskStatuses { get; init; } = ImmutableDictionary<int, string>.Empty;
}

/// <summary>How many records a bulk change touched; candidates are people, however many applications each has.</summary>
public sealed record ChangeCounts(int Jobs, int Candidates, int Processes);
