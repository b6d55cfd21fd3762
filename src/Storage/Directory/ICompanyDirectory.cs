using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Which companies there are and how they stand: the one place that looks across companies, for those who run the cluster.</summary>
public interface ICompanyDirectory
{
    /// <summary>Notes a company or what has changed of it. Repeatable.</summary>
    Task Save(DirectoryEntry entry, CancellationToken cancellationToken);

    /// <summary>Forgets a company. Repeatable.</summary>
    Task Remove(string companyId, CancellationToken cancellationToken);

    /// <summary>Companies by page number; a page is two statements, whatever the number of companies.</summary>
    /// <param name="order">Which come first; companies that are equal in it by id.</param>
    /// <param name="search">The start of the company id; null for all.</param>
    /// <param name="page">By number; a cursor is ignored.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<Page<CompanyStanding>> List(CompanyOrder order, string? search, PageRequest page, CancellationToken cancellationToken);

    Task<ClusterTotals> GetTotals(CancellationToken cancellationToken);
}
