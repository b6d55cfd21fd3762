namespace Jobvite.Storage;

/// <summary>
/// One entry of Jobvite's candidate list: the person, with the one application (or, in old answers, several) that the entry carries.
/// The same person comes once per application; storing never removes an application that an entry does not carry.
/// </summary>
public sealed record CandidateRow : IRecordRow
{
    public required string Id { get; init; }

    public DateTimeOffset? SourceUpdatedAt { get; init; }

    /// <summary>The person without applications and document contents.</summary>
    public required string RawJson { get; init; }

    public string? Email { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Mobile { get; init; }

    public string? HomePhone { get; init; }

    public string? WorkPhone { get; init; }

    public string? Address { get; init; }

    public string? Address2 { get; init; }

    public string? City { get; init; }

    public string? State { get; init; }

    public string? PostalCode { get; init; }

    public string? Country { get; init; }

    public string? Location { get; init; }

    public string? Title { get; init; }

    public string? CompanyName { get; init; }

    public string? WorkStatus { get; init; }

    public bool? SmsConsent { get; init; }

    public string? PersonalDataProcessingStatus { get; init; }

    /// <summary>JSON object of field codes and values; null without any.</summary>
    public string? CustomFields { get; init; }

    public IReadOnlyList<ApplicationRow> Applications { get; init; } = [];

    /// <summary>What the entry says about documents; empty where it says nothing, or where documents are not kept.</summary>
    public IReadOnlyList<ToldDocuments> Documents { get; init; } = [];

    /// <summary>
    /// Tells the entry's bytes, and the settings under which it was read, from all others; null for an entry that is not to be recognized.
    /// Only entries with one application are.
    /// </summary>
    public string? Digest { get; init; }

    /// <summary>Jobvite says there are documents, and the entry did not carry all of their contents: they are to be fetched.</summary>
    public bool ArtifactsToFetch { get; init; }
}

/// <summary>One application of a candidate.</summary>
public sealed record ApplicationRow : IRecordRow
{
    public required string Id { get; init; }

    public DateTimeOffset? SourceUpdatedAt { get; init; }

    public required string RawJson { get; init; }

    public string? JobId { get; init; }

    public string? WorkflowState { get; init; }

    public string? WorkflowStateId { get; init; }

    public string? Disposition { get; init; }

    public string? Source { get; init; }

    public string? SourceType { get; init; }

    public string? JobviteChannel { get; init; }

    public DateTimeOffset? SentDate { get; init; }

    public DateTimeOffset? LastUpdatedDate { get; init; }

    public DateTimeOffset? HireDate { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public string? ConsentStatus { get; init; }

    public bool? HasArtifacts { get; init; }

    /// <summary>JSON object of field codes and values; null without any.</summary>
    public string? CustomFields { get; init; }
}
