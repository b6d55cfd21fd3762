namespace Jobvite.Grains.Interfaces;

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
