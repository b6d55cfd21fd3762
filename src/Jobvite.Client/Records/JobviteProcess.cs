namespace Jobvite.Client;

/// <summary>The onboarding of one new hire.</summary>
public sealed record JobviteProcess
{
    /// <summary>24 hexadecimal digits, unlike the short <c>eId</c> of other records.</summary>
    public required string Id { get; init; }

    public string? CandidateId { get; init; }

    public string? NewHireId { get; init; }

    public string? Status { get; init; }

    /// <summary>The day as Jobvite writes it; of milliseconds the day in UTC.</summary>
    public DateOnly? HireDate { get; init; }

    /// <summary>Midnight UTC stands for a day without a time.</summary>
    public DateTimeOffset? KickoffDate { get; init; }

    /// <summary>The milestones as Jobvite sent them, compact JSON: a list of names or objects, or an object; null when there are none.</summary>
    public string? MilestonesJson { get; init; }

    /// <summary>Their names, as far as they can be told.</summary>
    public IReadOnlyList<string> Milestones { get; init; } = [];

    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>The object as Jobvite sent it, compact, without (unless kept) EEO fields.</summary>
    public required string RawJson { get; init; }

    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Id = ").Append(Id);
        return true;
    }
}
