namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IAuditLog"/>
internal sealed class SqliteAuditLog(SqliteDatabase database) : IAuditLog
{
    private const string Insert = """
        INSERT INTO audit_log (company_id, id, at, action, tenant_id, subject, email, details)
        VALUES (@CompanyId, @id, @at, @Action, @TenantId, @Subject, @Email, @Details)
        """;

    public Task Append(AuditEntry entry, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            session.Execute(Insert, new
            {
                entry.CompanyId,
                id = Guid.CreateVersion7(entry.At).ToColumn(),
                at = entry.At.ToColumn(),
                entry.Action,
                entry.TenantId,
                entry.Subject,
                entry.Email,
                entry.Details,
            });
        },
        cancellationToken);
}
