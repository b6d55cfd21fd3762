using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// The audit trail of a company, keyed by <see cref="CompanyKey"/>, or of what operators do to no company in particular (<see cref="ClusterKey"/>). What
/// grains do they note themselves; here the front notes what it alone knows of, before it answers.
/// </summary>
[Alias("jv.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>The key of the chain that is no company's; no company's key looks like it.</summary>
    const string ClusterKey = "(cluster)";

    /// <summary>Notes what somebody did or is about to be shown. When it returns, the line is stored.</summary>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="subject">The id of what it was done to.</param>
    /// <param name="details">For people; never a secret.</param>
    /// <param name="caller">Who.</param>
    [Alias("Note")]
    Task Note(string action, string? subject, string? details, Caller caller);

    /// <param name="filter">Which lines.</param>
    /// <param name="page">The newest first, unless sorted otherwise.</param>
    /// <param name="tenantId">Lines of this tenant's callers only: the company may have been another tenant's before. Null: everybody's.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list's.</exception>
    [Alias("List")]
    Task<Page<AuditView>> List(AuditFilter filter, PageRequest page, string? tenantId, CancellationToken cancellationToken = default);

    /// <summary>The lines before one of them, the newest first, for reading all; at most <see cref="BatchSize"/>, fewer at the end.</summary>
    [Alias("ReadDown")]
    Task<ImmutableArray<AuditView>> ReadDown(AuditFilter filter, AuditMark? before, string? tenantId, CancellationToken cancellationToken = default);

    /// <summary>Who started these runs, as far as it is known: run → e-mail or sub.</summary>
    [Alias("GetStarters")]
    Task<ImmutableDictionary<Guid, string>> GetStarters(ImmutableArray<Guid> runIds, string tenantId, CancellationToken cancellationToken = default);

    /// <summary>How many lines <see cref="ReadDown"/> answers with.</summary>
    const int BatchSize = 500;
}
