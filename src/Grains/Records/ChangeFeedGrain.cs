using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Orleans.Concurrency;

namespace Jobvite.Grains.Records;

/// <summary>Reads a company's feed. Keeps nothing, so that every silo may have several at once.</summary>
[StatelessWorker]
internal sealed class ChangeFeedGrain(IChangeFeed feed) : Grain, IChangeFeedGrain
{
    private string CompanyId => CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());

    public Task<FeedPage> Read(FeedRequest request, CancellationToken cancellationToken = default) => feed.Read(CompanyId, request, cancellationToken);
}
