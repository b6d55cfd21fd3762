namespace Jobvite.Client;

/// <summary>A person, as one entry of Jobvite's list shows them. Null, missing and empty text are the same thing and are null here.</summary>
public sealed record JobviteCandidate
{
    /// <summary>Jobvite's <c>eId</c>. Entries of the same person with different applications share it.</summary>
    public required string Id { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Email { get; init; }

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

    /// <summary>Null when Jobvite says nothing, or nothing that is known to mean yes or no.</summary>
    public bool? SmsConsent { get; init; }

    public string? PersonalDataProcessingStatus { get; init; }

    /// <summary>The latest change known of the person or of the applications in this entry.</summary>
    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>The applications in this entry: one in today's answers, several in older ones, none for a person without.</summary>
    public IReadOnlyList<JobviteApplication> Applications { get; init; } = [];

    /// <summary>What this entry says about the documents of the person and of the applications in it.</summary>
    public IReadOnlyList<JobviteDocumentList> DocumentLists { get; init; } = [];

    public IReadOnlyList<JobviteCustomField> CustomFields { get; init; } = [];

    /// <summary>The object as Jobvite sent it, compact, without applications, document contents and (unless kept) EEO fields.
    /// Education and work experience, whose shape nobody has shown, are found here.</summary>
    public required string RawJson { get; init; }

    /// <summary>What <see cref="CandidatePageRequest.Recognize"/> was asked with; null when it was not, and when a part of the entry could not be read.</summary>
    public string? Digest { get; init; }

    // A person's data stays out of every log that prints a record.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Id = ").Append(Id);
        return true;
    }
}
