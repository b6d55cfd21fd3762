using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Received webhooks, from the moment they are durable until they are applied.</summary>
public interface IEventStore
{
    /// <summary>How many <see cref="Append"/> under way at the same time make it faster: 1 where writers wait for each other.</summary>
    int AppendsAtOnce => 1;

    /// <summary>Stores all or none, in one statement or transaction. Any companies.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was stored.</exception>
    Task Append(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken);

    /// <summary>Events of one company and source that wait and are due, at most <paramref name="limit"/> of them, the oldest; the record that waits longest first.</summary>
    /// <remarks>Says of applications whose they are, as far as they are stored; whether the candidate is marked as deleted does not matter.</remarks>
    Task<IReadOnlyList<DueEvents>> ReadDue(string companyId, WebhookSource source, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Whose events are due, any company, at most <paramref name="limit"/> pairs.</summary>
    Task<IReadOnlyList<DueInbox>> FindDue(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Done without a refresh; <paramref name="note"/> says why.</summary>
    Task MarkProcessed(string companyId, IReadOnlyList<Guid> events, string? note, CancellationToken cancellationToken);

    /// <summary>One more attempt failed. Counts the attempt and keeps the error in the event's history (the last 50).</summary>
    Task MarkFailed(string companyId, IReadOnlyList<FailedEvent> events, CancellationToken cancellationToken);

    /// <summary>
    /// Moves waiting events to <paramref name="nextAttemptAt"/> without counting an attempt: Jobvite is down, or there is no budget.
    /// <paramref name="reason"/>, one sentence or two without personal data, is shown beside them meanwhile. Those that came before
    /// <paramref name="oldest"/> have waited long enough and are given up.
    /// </summary>
    Task Postpone(
        string companyId, IReadOnlyList<Guid> events, DateTimeOffset nextAttemptAt, string reason, CancellationToken cancellationToken, DateTimeOffset? oldest = null);

    /// <summary>Due now, attempts from zero; false when there is no such event or it was rejected at the door.</summary>
    Task<bool> Replay(string companyId, Guid eventId, CancellationToken cancellationToken);

    /// <summary>The same for all that match, rejected ones left out; returns how many.</summary>
    Task<int> ReplayMatching(string companyId, WebhookFilter filter, CancellationToken cancellationToken);
}
