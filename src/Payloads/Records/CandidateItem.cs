using System.Text.Json;

namespace Jobvite.Payloads;

/// <summary>A candidate with every application; the application fields beside the person repeat the newest one.</summary>
public sealed record CandidateItem
{
    /// <summary>This service's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Jobvite's id.</summary>
    public required string JobviteCandidateId { get; init; }

    /// <summary>Of the newest application.</summary>
    public string? JobviteApplicationId => Newest?.ApplicationId;

    /// <summary>Of the newest application.</summary>
    public string? JobviteJobId => Newest?.JobviteJobId;

    public required string? Email { get; init; }

    public required string? FirstName { get; init; }

    public required string? LastName { get; init; }

    /// <summary>Of the newest application.</summary>
    public string? WorkflowState => Newest?.WorkflowState;

    /// <summary>Of the newest application.</summary>
    public string? WorkflowStateId => Newest?.WorkflowStateId;

    /// <summary>Of the newest application.</summary>
    public string? Disposition => Newest?.Disposition;

    /// <summary>Of the newest application.</summary>
    public string? Source => Newest?.Source;

    /// <summary>Of the newest application.</summary>
    public string? SourceType => Newest?.SourceType;

    public required string? PersonalDataProcessingStatus { get; init; }

    public required string? Mobile { get; init; }

    public required string? HomePhone { get; init; }

    public required string? WorkPhone { get; init; }

    public required string? Address { get; init; }

    public required string? Address2 { get; init; }

    public required string? City { get; init; }

    public required string? State { get; init; }

    public required string? PostalCode { get; init; }

    public required string? Country { get; init; }

    public required string? Location { get; init; }

    public required string? Title { get; init; }

    public required string? CompanyName { get; init; }

    public required string? WorkStatus { get; init; }

    /// <summary>Null when Jobvite does not say.</summary>
    public required bool? SmsConsent { get; init; }

    /// <summary>Fields that the company defined itself and that have a value: field code → value.</summary>
    public required IReadOnlyDictionary<string, string> CustomFields { get; init; }

    /// <summary>All of them, newest change first.</summary>
    public required IReadOnlyList<ApplicationItem> Applications { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    /// <summary>When it was found to be gone at Jobvite.</summary>
    public required DateTime? DeletedAt { get; init; }

    /// <summary>The person as Jobvite sent it; null in lists without <c>include=raw</c>.</summary>
    public required JsonElement? RawJson { get; init; }

    private ApplicationItem? Newest => Applications is [var newest, ..] ? newest : null;
}

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
}
