using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// How far the feeds of many companies have come; keyed by <see cref="Key"/>. A front end asks once for all companies for whose changes somebody waits.
/// It has resolved each of them from its caller's token: this grain answers whoever asks.
/// </summary>
[Alias("jv.IFeedPositionsGrain")]
public interface IFeedPositionsGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "positions:feeds";

    /// <summary>The most ids of one question.</summary>
    const int MostCompanies = 1000;

    /// <summary>The numbers of the last items, in the order of the ids; 0 before the first. Costs one small query, however many companies.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MostCompanies"/>.</exception>
    [ReadOnly, Alias("Get")]
    Task<ImmutableArray<long>> Get(ImmutableArray<string> companyIds, CancellationToken cancellationToken = default);
}
