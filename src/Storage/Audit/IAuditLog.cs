namespace Jobvite.Storage;

/// <summary>Who did what to a company's connection.</summary>
public interface IAuditLog
{
    Task Append(AuditEntry entry, CancellationToken cancellationToken);
}
