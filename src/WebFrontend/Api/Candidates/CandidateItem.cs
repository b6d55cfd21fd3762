using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>A candidate with every application; the application fields beside the person repeat the newest one.</summary>
public sealed record CandidateItem
{
    /// <summary>This service's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Jobvite's id.</summary>
    public required string JobviteCandidateId { get; init; }

    /// <summary>Of the newest application.</summary>
    public required string? JobviteApplicationId { get; init; }

    /// <summary>Of the newest application.</summary>
    public required string? JobviteJobId { get; init; }

    public required string? Email { get; init; }

    public required string? FirstName { get; init; }

    public required string? LastName { get; init; }

    /// <summary>Of the newest application.</summary>
    public required string? WorkflowState { get; init; }

    /// <summary>Of the newest application.</summary>
    public required string? WorkflowStateId { get; init; }

    /// <summary>Of the newest application.</summary>
    public required string? Disposition { get; init; }

    /// <summary>Of the newest application.</summary>
    public required string? Source { get; init; }

    /// <summary>Of the newest application.</summary>
    public required string? SourceType { get; init; }

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

    internal static CandidateItem Of(CandidateView candidate)
    {
        var newest = candidate.Applications.FirstOrDefault();
        return new()
        {
            Id = candidate.Id,
            JobviteCandidateId = candidate.JobviteCandidateId,
            JobviteApplicationId = newest?.ApplicationId,
            JobviteJobId = newest?.JobviteJobId,
            Email = candidate.Email,
            FirstName = candidate.FirstName,
            LastName = candidate.LastName,
            WorkflowState = newest?.WorkflowState,
            WorkflowStateId = newest?.WorkflowStateId,
            Disposition = newest?.Disposition,
            Source = newest?.Source,
            SourceType = newest?.SourceType,
            PersonalDataProcessingStatus = candidate.PersonalDataProcessingStatus,
            Mobile = candidate.Mobile,
            HomePhone = candidate.HomePhone,
            WorkPhone = candidate.WorkPhone,
            Address = candidate.Address,
            Address2 = candidate.Address2,
            City = candidate.City,
            State = candidate.State,
            PostalCode = candidate.PostalCode,
            Country = candidate.Country,
            Location = candidate.Location,
            Title = candidate.Title,
            CompanyName = candidate.CompanyName,
            WorkStatus = candidate.WorkStatus,
            SmsConsent = bool.TryParse(candidate.SmsConsent, out var consent) ? consent : null,
            CustomFields = WebFrontend.RawJson.Fields(candidate.CustomFields),
            Applications = [.. candidate.Applications.Select(ApplicationItem.Of)],
            CreatedAt = candidate.CreatedAt.UtcDateTime,
            UpdatedAt = candidate.UpdatedAt.UtcDateTime,
            DeletedAt = candidate.DeletedAt?.UtcDateTime,
            RawJson = WebFrontend.RawJson.Of(candidate.RawJson),
        };
    }
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
