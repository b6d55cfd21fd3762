using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>One application of a candidate.</summary>
public sealed record ApplicationItem
{
    /// <summary>Jobvite's id.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>Jobvite's id of the job.</summary>
    public required string? JobviteJobId { get; init; }

    public required string? WorkflowState { get; init; }

    public required string? WorkflowStateId { get; init; }

    public required string? Disposition { get; init; }

    public required string? Source { get; init; }

    public required string? SourceType { get; init; }

    public required string? JobviteChannel { get; init; }

    public required DateTime? SentDate { get; init; }

    public required DateTime? LastUpdatedDate { get; init; }

    public required DateTime? HireDate { get; init; }

    public required DateTime? StartDate { get; init; }

    public required string? ConsentStatus { get; init; }

    /// <summary>Whether Jobvite said that there are documents; null when it did not say.</summary>
    public required bool? HasArtifacts { get; init; }

    /// <summary>Fields that the company defined itself and that have a value: field code → value.</summary>
    public required IReadOnlyDictionary<string, string> CustomFields { get; init; }

    internal static ApplicationItem Of(ApplicationView application) => new()
    {
        ApplicationId = application.ApplicationId,
        JobviteJobId = application.JobviteJobId,
        WorkflowState = application.WorkflowState,
        WorkflowStateId = application.WorkflowStateId,
        Disposition = application.Disposition,
        Source = application.Source,
        SourceType = application.SourceType,
        JobviteChannel = application.JobviteChannel,
        SentDate = application.SentDate?.UtcDateTime,
        LastUpdatedDate = application.LastUpdatedDate?.UtcDateTime,
        HireDate = application.HireDate?.UtcDateTime,
        StartDate = application.StartDate?.UtcDateTime,
        ConsentStatus = application.ConsentStatus,
        HasArtifacts = application.HasArtifacts,
        CustomFields = RawJson.Fields(application.CustomFields),
    };
}
