using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>A candidate with every application, as REST shows it.</summary>
[GenerateSerializer, Alias("jv.CandidateView"), Immutable]
public sealed record CandidateView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string JobviteCandidateId { get; init; }

    [Id(2)] public string? Email { get; init; }

    [Id(3)] public string? FirstName { get; init; }

    [Id(4)] public string? LastName { get; init; }

    [Id(5)] public string? Mobile { get; init; }

    [Id(6)] public string? HomePhone { get; init; }

    [Id(7)] public string? WorkPhone { get; init; }

    [Id(8)] public string? Address { get; init; }

    [Id(9)] public string? Address2 { get; init; }

    [Id(10)] public string? City { get; init; }

    [Id(11)] public string? State { get; init; }

    [Id(12)] public string? PostalCode { get; init; }

    [Id(13)] public string? Country { get; init; }

    [Id(14)] public string? Location { get; init; }

    [Id(15)] public string? Title { get; init; }

    [Id(16)] public string? CompanyName { get; init; }

    [Id(17)] public string? WorkStatus { get; init; }

    /// <summary><c>true</c>, <c>false</c>, or null when Jobvite does not say; anything else is a word that an older version stored.</summary>
    [Id(18)] public string? SmsConsent { get; init; }

    [Id(19)] public string? PersonalDataProcessingStatus { get; init; }

    /// <summary>Newest change first; deleted ones are left out. The REST object's top-level application fields repeat the first.</summary>
    [Id(20)] public ImmutableArray<ApplicationView> Applications { get; init; } = [];

    [Id(21)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(22)] public required DateTimeOffset UpdatedAt { get; init; }

    [Id(23)] public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The person as Jobvite sent it, with an array <c>applications</c>; null in lists unless asked for.</summary>
    [Id(24)] public string? RawJson { get; init; }

    /// <summary>JSON object of field codes and values; null when nothing is known of them.</summary>
    [Id(25)] public string? CustomFields { get; init; }

    /// <summary>When the person or one of the applications was last read at Jobvite and noted.</summary>
    [Id(26)] public DateTimeOffset ReadAt { get; init; }
}

/// <summary>One application of a candidate.</summary>
[GenerateSerializer, Alias("jv.ApplicationView"), Immutable]
public sealed record ApplicationView
{
    [Id(0)] public required string ApplicationId { get; init; }

    [Id(1)] public string? JobviteJobId { get; init; }

    [Id(2)] public string? WorkflowState { get; init; }

    [Id(3)] public string? WorkflowStateId { get; init; }

    [Id(4)] public string? Disposition { get; init; }

    [Id(5)] public string? Source { get; init; }

    [Id(6)] public string? SourceType { get; init; }

    [Id(7)] public string? JobviteChannel { get; init; }

    [Id(8)] public DateTimeOffset? SentDate { get; init; }

    [Id(9)] public DateTimeOffset? LastUpdatedDate { get; init; }

    [Id(10)] public DateTimeOffset? HireDate { get; init; }

    [Id(11)] public DateTimeOffset? StartDate { get; init; }

    [Id(12)] public string? ConsentStatus { get; init; }

    [Id(13)] public bool? HasArtifacts { get; init; }

    /// <summary>JSON object of field codes and values; null when nothing is known of them.</summary>
    [Id(14)] public string? CustomFields { get; init; }
}
