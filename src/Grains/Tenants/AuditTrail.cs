using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>Writes who did what.</summary>
internal sealed class AuditTrail(IAuditLog log, TimeProvider time)
{
    /// <param name="companyId">Whose.</param>
    /// <param name="action">What.</param>
    /// <param name="caller">Who.</param>
    /// <param name="details">Names of fields or ids of records; never a secret or a person's data.</param>
    public Task Write(string companyId, string action, Caller caller, string? details) =>
        log.Append(new AuditEntry(companyId, time.GetUtcNow(), action, caller.TenantId, caller.Subject, caller.Email, details), CancellationToken.None);
}
