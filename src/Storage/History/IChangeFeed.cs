using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Reads what changed in a company's mirror: items in the order of commits, numbered from 1 without gaps.</summary>
public interface IChangeFeed
{
    /// <inheritdoc cref="IChangeFeedGrain.Read"/>
    /// <param name="companyId">Whose.</param>
    /// <param name="request">From where, how much, of which types.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<FeedPage> Read(string companyId, FeedRequest request, CancellationToken cancellationToken);

    /// <summary>The numbers of the last items; a company without any is left out.</summary>
    /// <param name="companyIds">Whose.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<IReadOnlyDictionary<string, long>> GetPositions(IReadOnlyCollection<string> companyIds, CancellationToken cancellationToken);
}
