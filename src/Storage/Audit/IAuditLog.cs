namespace Jobvite.Storage;

/// <summary>Who did what to a company's connection.</summary>
public interface IAuditLog
{
    Task Append(AuditEntry entry, CancellationToken cancellationToken);
}

/// <summary>One line of the audit trail.</summary>
/// <param name="CompanyId">Whose.</param>
/// <param name="At">When.</param>
/// <param name="Action">Such as <c>configure</c>, <c>disconnect</c>, <c>rotate-keys</c>, <c>sync</c>, <c>replay</c>, <c>download</c>.</param>
/// <param name="TenantId">The caller's tenant.</param>
/// <param name="Subject">Claim <c>sub</c>.</param>
/// <param name="Email">Claim <c>email</c>.</param>
/// <param name="Details">What was changed: names of fields, never values of secrets.</param>
public sealed record AuditEntry(string CompanyId, DateTimeOffset At, string Action, string TenantId, string? Subject, string? Email, string? Details);
