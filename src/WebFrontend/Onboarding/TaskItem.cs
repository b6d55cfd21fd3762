using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>An onboarding task.</summary>
public sealed record TaskItem
{
    /// <summary>This service's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Jobvite's id.</summary>
    public required string JobviteTaskId { get; init; }

    public required string? Name { get; init; }

    /// <summary>W4, I9, DOC, FORM or CUSTOM.</summary>
    public required string? Type { get; init; }

    public required string? Status { get; init; }

    public required DateTime? DueDate { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    /// <summary>When it was found to be gone at Jobvite.</summary>
    public required DateTime? DeletedAt { get; init; }

    /// <summary>The record as Jobvite sent it.</summary>
    public required JsonElement? RawJson { get; init; }

    internal static TaskItem Of(TaskView task) => new()
    {
        Id = task.Id,
        JobviteTaskId = task.JobviteTaskId,
        Name = task.Name,
        Type = task.Type,
        Status = task.Status,
        DueDate = task.DueDate?.UtcDateTime,
        CreatedAt = task.CreatedAt.UtcDateTime,
        UpdatedAt = task.UpdatedAt.UtcDateTime,
        DeletedAt = task.DeletedAt?.UtcDateTime,
        RawJson = WebFrontend.RawJson.Of(task.RawJson),
    };
}
