using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Erases persons, and keeps them from coming back (docs/adr/0043).</summary>
public interface IErasureStore
{
    /// <summary>
    /// Erases a person in one transaction: all of it or nothing. Whoever stores records of the company meanwhile is stored before, or
    /// without the person. Repeatable.
    /// </summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key of suppressions is not at hand. Nothing was erased.</exception>
    /// <exception cref="StorageUnavailableException">The database does not take writes just now.</exception>
    Task<ErasureResult> Erase(ErasureOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Empties logs of the database that may still hold what was erased, where an erasure could not: it was killed, or readers were in the
    /// way. Forgets suppressions that ended a month ago. Costs next to nothing when there is nothing to do.
    /// </summary>
    Task Settle(CancellationToken cancellationToken);

    /// <summary>Suppressions, the last one first.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="page">Page number and size; sorting and cursors are ignored.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<Page<SuppressionView>> List(string companyId, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Lets the person come back. False when the company has no such suppression.</summary>
    Task<bool> End(string companyId, Guid suppressionId, CancellationToken cancellationToken);

    /// <summary>Whether any company has a suppression: then the key they were made with must not be replaced.</summary>
    Task<bool> HasAny(CancellationToken cancellationToken);

    /// <summary>Webhooks that name a person of the company, by the record they are about or in their bodies, the last ones first.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="candidateId">Jobvite's id.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<IReadOnlyList<Guid>> FindWebhooks(string companyId, string candidateId, int limit, CancellationToken cancellationToken);
}

/// <summary>Whom to erase, and why.</summary>
/// <param name="CompanyId">Whose.</param>
/// <param name="PersonId">Jobvite's id of the candidate, or this service's.</param>
/// <param name="Reason">Kept with the suppression.</param>
/// <param name="Subject">Who says so.</param>
/// <param name="Email">Who says so.</param>
public sealed record ErasureOrder(string CompanyId, string PersonId, string Reason, string? Subject, string? Email);
