namespace Jobvite.Client;

/// <summary>The onboarding of one new hire.</summary>
public sealed record JobviteProcess
{
    /// <summary>24 hexadecimal digits, unlike the short <c>eId</c> of other records.</summary>
    public required string Id { get; init; }

    public string? CandidateId { get; init; }

    public string? NewHireId { get; init; }

    public string? Status { get; init; }

    public DateTimeOffset? HireDate { get; init; }

    public DateTimeOffset? KickoffDate { get; init; }

    /// <summary>Names of the milestones reached.</summary>
    public IReadOnlyList<string> Milestones { get; init; } = [];

    public string? MilestoneStatus { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>The object as Jobvite sent it, compact, without (unless kept) EEO fields.</summary>
    public required string RawJson { get; init; }

    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Id = ").Append(Id);
        return true;
    }
}
