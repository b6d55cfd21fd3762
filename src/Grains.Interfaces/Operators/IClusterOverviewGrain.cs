using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// What the people who run the cluster see and do; keyed by <see cref="Key"/>. It answers whoever asks: the caller has checked that its
/// token carries the operator's scope.
/// </summary>
[Alias("jv.IClusterOverviewGrain")]
public interface IClusterOverviewGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "cluster:overview";

    /// <summary>Companies page by page; a page is a few statements, however many companies there are. Cursors are not used.</summary>
    /// <param name="order">Which come first.</param>
    /// <param name="search">The start of a company id, case matters; null for all.</param>
    /// <param name="page">Which page, by number.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [ReadOnly, Alias("ListCompanies")]
    Task<Page<CompanyOverview>> ListCompanies(CompanyOrder order, string? search, PageRequest page, CancellationToken cancellationToken = default);

    [ReadOnly, Alias("GetTotals")]
    Task<ClusterTotals> GetTotals(CancellationToken cancellationToken = default);

    /// <summary>The silos that are not dead, by name.</summary>
    [ReadOnly, Alias("ListSilos")]
    Task<ImmutableArray<SiloOverview>> ListSilos(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a company from its tenant: it is disconnected, its secrets are forgotten and all of its records deleted, and then it is free for
    /// whoever shows credentials that Jobvite accepts. Repeatable; deleting much goes on after the answer.
    /// </summary>
    [Alias("Release"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<CompanyRelease> Release(string companyId, Caller caller, CancellationToken cancellationToken = default);
}

/// <summary>What came of <see cref="IClusterOverviewGrain.Release"/>.</summary>
/// <param name="WasOwned">A tenant had the company; otherwise there was nothing to do.</param>
/// <param name="IsFree">Everything is deleted; otherwise that is under way.</param>
[GenerateSerializer, Alias("jv.CompanyRelease"), Immutable]
public sealed record CompanyRelease(
    [property: Id(0)] bool WasOwned,
    [property: Id(1)] bool IsFree);
