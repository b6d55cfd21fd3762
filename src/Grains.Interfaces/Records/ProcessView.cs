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

/// <summary>An onboarding task as REST shows it.</summary>
[GenerateSerializer, Alias("jv.TaskView"), Immutable]
public sealed record TaskView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string JobviteTaskId { get; init; }

    [Id(2)] public string? Name { get; init; }

    /// <summary><c>W4</c>, <c>I9</c>, <c>DOC</c>, <c>FORM</c> or <c>CUSTOM</c>.</summary>
    [Id(3)] public string? Type { get; init; }

    [Id(4)] public string? Status { get; init; }

    [Id(5)] public DateTimeOffset? DueDate { get; init; }

    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(7)] public required DateTimeOffset UpdatedAt { get; init; }

    [Id(8)] public DateTimeOffset? DeletedAt { get; init; }

    [Id(9)] public string? RawJson { get; init; }
}

/// <summary>Which onboarding processes a list shows; null means any.</summary>
[GenerateSerializer, Alias("jv.ProcessFilter"), Immutable]
public sealed record ProcessFilter
{
    /// <summary>Equal, ignoring case.</summary>
    [Id(0)] public string? Status { get; init; }

    /// <summary>Hired on or after.</summary>
    [Id(1)] public DateOnly? StartDate { get; init; }

    /// <summary>Hired on or before.</summary>
    [Id(2)] public DateOnly? EndDate { get; init; }

    /// <summary>Deleted records too; off by default.</summary>
    [Id(3)] public bool IncludeDeleted { get; init; }

    /// <summary>Of this candidate (Jobvite's id).</summary>
    [Id(4)] public string? CandidateId { get; init; }

    /// <summary>Seen to change at or after.</summary>
    [Id(5)] public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>First stored at or after.</summary>
    [Id(6)] public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Jobvite's id of the process, the new hire or the candidate.</summary>
    [Id(7)] public string? Search { get; init; }

    /// <summary>The status need not be given in full, as in <see cref="CandidateFilter.Loose"/>.</summary>
    [Id(8)] public bool Loose { get; init; }
}
