namespace Jobvite.Storage;

/// <summary>Who did what to a company's connection and data.</summary>
public interface IAuditLog
{
    /// <summary>
    /// Adds a row behind the company's last one. Its time is later than that one's, if need be by a millisecond, and it carries that one's hash, so rows of one company are
    /// written one after the other.
    /// </summary>
    /// <param name="entry">Text that is too long is cut.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task Append(AuditEntry entry, CancellationToken cancellationToken);
}

/// <summary>One line of the audit trail.</summary>
/// <param name="CompanyId">Whose.</param>
/// <param name="At">When.</param>
/// <param name="Action">One of <see cref="Grains.Interfaces.AuditActions"/>.</param>
/// <param name="TenantId">The caller's tenant.</param>
/// <param name="Subject">Claim <c>sub</c>.</param>
/// <param name="Email">Claim <c>email</c>.</param>
/// <param name="Details">What was changed, a line for each; never a secret.</param>
public sealed record AuditEntry(string CompanyId, DateTimeOffset At, string Action, string TenantId, string? Subject, string? Email, string? Details)
{
    /// <summary>Claim <c>jti</c>.</summary>
    public string? TokenId { get; init; }

    /// <summary>Where the caller came from.</summary>
    public string? Address { get; init; }

    /// <summary>The id of what it was done to.</summary>
    public string? About { get; init; }

    /// <summary>One of <see cref="Grains.Interfaces.AuditOutcomes"/>.</summary>
    public string Outcome { get; init; } = Grains.Interfaces.AuditOutcomes.Success;
}
