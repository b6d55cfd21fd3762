using System.Collections.Immutable;

namespace Jobvite.Sandbox;

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
