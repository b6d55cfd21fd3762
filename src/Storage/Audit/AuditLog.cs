namespace Jobvite.Storage;

/// <inheritdoc cref="IAuditLog"/>
internal sealed class AuditLog<TSession>(IDatabase<TSession> database) : IAuditLog
    where TSession : ISession
{
    private const string Insert = """
        INSERT INTO audit_log (company_id, id, at, action, tenant_id, subject, email, details)
        VALUES (@CompanyId, @id, @at, @action, @tenantId, @subject, @email, @details)
        """;

    public Task Append(AuditEntry entry, CancellationToken cancellationToken) => database.WriteOne(
        Insert,
        _ => new
        {
            entry.CompanyId,
            id = Guid.CreateVersion7(entry.At),
            at = entry.At.ToColumn(),
            action = entry.Action.ToColumn(),
            tenantId = entry.TenantId.ToColumn(),
            subject = entry.Subject.ToColumn(),
            email = entry.Email.ToColumn(),
            details = entry.Details.ToColumn(),
        },
        cancellationToken);
}
