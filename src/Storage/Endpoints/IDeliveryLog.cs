using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What was sent to an endpoint and what waits, for people; and what they have sent again. See <see cref="IWebhookEndpointsGrain"/>.</summary>
public interface IDeliveryLog
{
    /// <summary>The newest change first. The total is counted to <see cref="EndpointFigures.CountsTo"/> for each way in which something is stored.</summary>
    /// <param name="endpoint">Whose.</param>
    /// <param name="types">Types that the endpoint is sent; empty: all.</param>
    /// <param name="filter">Which.</param>
    /// <param name="page">Of them.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidCursorException">The cursor is damaged or another list's.</exception>
    Task<Page<Delivery>> List(StoredEndpoint endpoint, IReadOnlyCollection<string> types, DeliveryFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How a change stands, with the last 50 attempts, oldest first; null when it was not sent and does not wait.</summary>
    /// <param name="endpoint">Whose.</param>
    /// <param name="types">Types that the endpoint is sent; empty: all.</param>
    /// <param name="changeId">Which.</param>
    /// <param name="item">The change; null when it is not kept any more.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<DeliveryRecord?> Get(StoredEndpoint endpoint, IReadOnlyCollection<string> types, Guid changeId, PlacedItem? item, CancellationToken cancellationToken);

    /// <summary>Sends one change again, as soon as possible.</summary>
    Task Resend(StoredEndpoint endpoint, DeliveryRow row, CancellationToken cancellationToken);

    /// <summary>Sends again what is behind a place of the feed and was looked at before.</summary>
    /// <returns>How many.</returns>
    Task<long> Replay(StoredEndpoint endpoint, IReadOnlyCollection<string> types, long after, bool missingOnly, CancellationToken cancellationToken);
}

/// <summary>A delivery as it is stored.</summary>
/// <param name="Row">How it stands; made up for what has no row of its own.</param>
/// <param name="Attempts">Oldest first.</param>
public sealed record DeliveryRecord(DeliveryRow Row, IReadOnlyList<DeliveryAttempt> Attempts);
