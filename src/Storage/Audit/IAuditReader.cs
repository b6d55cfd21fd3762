using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Shows the audit trail.</summary>
public interface IAuditReader
{
    /// <param name="companyId">Whose.</param>
    /// <param name="tenantId">Rows of this tenant's callers only: a company may have been another tenant's before. Null: everybody's.</param>
    /// <param name="filter">Which rows.</param>
    /// <param name="page">The newest first, unless sorted otherwise.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list's.</exception>
    Task<Page<AuditView>> List(string companyId, string? tenantId, AuditFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The rows before one of them, the newest first, without counting all.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="tenantId">As of <see cref="List"/>.</param>
    /// <param name="filter">Which rows.</param>
    /// <param name="before">The last row that was read; null to begin with the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<IReadOnlyList<AuditView>> ReadDown(string companyId, string? tenantId, AuditFilter filter, AuditMark? before, int limit, CancellationToken cancellationToken);

    /// <summary>Rows of one action about these; at most one of each.</summary>
    Task<IReadOnlyList<AuditView>> Find(string companyId, string? tenantId, string action, IReadOnlyList<string> about, CancellationToken cancellationToken);
}
