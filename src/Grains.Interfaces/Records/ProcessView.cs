using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>An onboarding process as REST shows it.</summary>
[GenerateSerializer, Alias("jv.ProcessView"), Immutable]
public sealed record ProcessView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string JobviteProcessId { get; init; }

    [Id(2)] public string? JobviteNewHireId { get; init; }

    [Id(3)] public string? JobviteCandidateId { get; init; }

    [Id(4)] public string? Status { get; init; }

    [Id(5)] public DateOnly? HireDate { get; init; }

    [Id(6)] public DateTimeOffset? KickoffDate { get; init; }

    /// <summary>Jobvite's <c>milestones</c> as JSON text: a list of names or objects, or an object.</summary>
    [Id(7)] public string? MilestoneStatus { get; init; }

    /// <summary>Task status → how many tasks.</summary>
    [Id(8)] public ImmutableDictionary<string, int> TasksSummary { get; init; } = ImmutableDictionary<string, int>.Empty;

    [Id(9)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(10)] public required DateTimeOffset UpdatedAt { get; init; }

    [Id(11)] public DateTimeOffset? DeletedAt { get; init; }

    [Id(12)] public string? RawJson { get; init; }

    /// <summary>When it was last read at Jobvite and noted.</summary>
    [Id(13)] public DateTimeOffset ReadAt { get; init; }
}
