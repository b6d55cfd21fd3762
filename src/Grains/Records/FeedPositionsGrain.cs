using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Orleans.Concurrency;

namespace Jobvite.Grains.Records;

/// <inheritdoc cref="IFeedPositionsGrain"/>
[StatelessWorker]
internal sealed class FeedPositionsGrain(IChangeFeed feed) : Grain, IFeedPositionsGrain
{
    public async Task<ImmutableArray<long>> Get(ImmutableArray<string> companyIds, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(companyIds.Length, IFeedPositionsGrain.MostCompanies);
        var positions = await feed.GetPositions(companyIds, cancellationToken);
        return [.. companyIds.Select(id => positions.GetValueOrDefault(id))];
    }
}
