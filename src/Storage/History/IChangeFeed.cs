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

    /// <summary>The same for whoever keeps a place as a number.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="after">Behind this.</param>
    /// <param name="limit">At most so many items.</param>
    /// <param name="types">Which types are shown; empty shows all.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<FeedStretch> ReadBehind(string companyId, long after, int limit, IReadOnlyCollection<string> types, CancellationToken cancellationToken);

    /// <summary>The items at these places that are kept, in their order.</summary>
    Task<IReadOnlyList<PlacedItem>> Find(string companyId, IReadOnlyCollection<long> positions, CancellationToken cancellationToken);

    /// <summary>The item with an id; null when there is none, or it is not kept any more.</summary>
    Task<PlacedItem?> Find(string companyId, Guid changeId, CancellationToken cancellationToken);

    /// <summary>The place that a cursor names, 0 before the first item.</summary>
    /// <exception cref="InvalidCursorException">It is no place of this feed.</exception>
    Task<long> Locate(string companyId, string cursor, CancellationToken cancellationToken);

    /// <summary>The place before the first item that was stored at or after a time.</summary>
    Task<long> Locate(string companyId, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The numbers of the last items; a company without any is left out.</summary>
    /// <param name="companyIds">Whose.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<IReadOnlyDictionary<string, long>> GetPositions(IReadOnlyCollection<string> companyIds, CancellationToken cancellationToken);
}

/// <summary>An item with its number.</summary>
public sealed record PlacedItem(long Position, FeedItem Item);

/// <summary>A part of a feed.</summary>
/// <param name="Items">In their order.</param>
/// <param name="Position">All up to here was looked through.</param>
/// <param name="Last">The number of the feed's last item.</param>
/// <param name="IsGone">What follows the place that was asked for is not kept any more: nothing is shown, and <paramref name="Position"/> is where it goes on.</param>
public sealed record FeedStretch(IReadOnlyList<PlacedItem> Items, long Position, long Last, bool IsGone = false);
