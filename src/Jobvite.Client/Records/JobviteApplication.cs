namespace Jobvite.Client;

/// <summary>One application of a candidate to a job.</summary>
public sealed record JobviteApplication
{
    public required string Id { get; init; }

    public string? WorkflowState { get; init; }

    public string? WorkflowStateId { get; init; }

    public string? Disposition { get; init; }

    public string? Source { get; init; }

    public string? SourceType { get; init; }

    public string? JobviteChannel { get; init; }

    public DateTimeOffset? SentDate { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>The day as Jobvite writes it; of milliseconds the day in UTC.</summary>
    public DateOnly? HireDate { get; init; }

    /// <inheritdoc cref="HireDate"/>
    public DateOnly? StartDate { get; init; }

    public string? ConsentStatus { get; init; }

    /// <summary>Jobvite has documents that may be read with <see cref="IJobviteClient.GetArtifactsAsync"/>.</summary>
    public bool? HasArtifacts { get; init; }

    /// <summary><c>eId</c> of the job applied for; null for a person in no job.</summary>
    public string? JobId { get; init; }

    public IReadOnlyList<JobviteCustomField> CustomFields { get; init; } = [];

    /// <summary>The object as Jobvite sent it, compact, without document contents and (unless kept) EEO fields.</summary>
    public required string RawJson { get; init; }

    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Id = ").Append(Id);
        return true;
    }
}

/// <summary>A field that the company defined itself.</summary>
public sealed record JobviteCustomField(string FieldCode, string? Value);
