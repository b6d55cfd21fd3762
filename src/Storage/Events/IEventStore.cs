using System.Collections.Immutable;
using System.Text.Json;
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

/// <summary>What an event names. The numbers are stored.</summary>
public enum EventEntity
{
    /// <summary>The record to refresh: a candidate, a job or an onboarding process.</summary>
    Record = 1,

    /// <summary>An application, whose candidate is to be refreshed.</summary>
    Application = 2,

    /// <summary>Of an onboarding event, the candidate whose processes are to be refreshed.</summary>
    Candidate = 3,
}

/// <summary>An event to be stored.</summary>
public sealed record NewEvent
{
    public required Guid Id { get; init; }

    public required string CompanyId { get; init; }

    public required WebhookSource Source { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The raw bytes as they came; of a signed one that could not be read at most its beginning, of one that was not signed nothing.</summary>
    public required byte[] Body { get; init; }

    /// <summary>How many bytes came; null when <see cref="Body"/> holds them all.</summary>
    public int? BodyBytes { get; init; }

    public required bool SignatureValid { get; init; }

    /// <summary><see cref="WebhookStatus.Pending"/> (due at once), <see cref="WebhookStatus.Processed"/> or <see cref="WebhookStatus.Rejected"/>.</summary>
    public required WebhookStatus Status { get; init; }

    public string? EventType { get; init; }

    /// <summary>The record to refresh, unless <see cref="EntityKind"/> says otherwise.</summary>
    public string? EntityId { get; init; }

    public EventEntity EntityKind { get; init; } = EventEntity.Record;

    /// <summary>The application that a candidate's event is about.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Why it was rejected, or why there is nothing to do.</summary>
    public string? Note { get; init; }
}

/// <summary>Events that wait for the refresh of one record and have failed equally often. Together, because a storm names few records many times.</summary>
/// <param name="EntityId">What they name: the record, unless <paramref name="Kind"/> says otherwise.</param>
/// <param name="Attempts">How often each of them has failed.</param>
/// <param name="OldestReceivedAt">When the first of them came.</param>
/// <param name="Ids">The events, in no order.</param>
/// <param name="Applications">The applications that they name, each once.</param>
/// <param name="Kind">What <paramref name="EntityId"/> is.</param>
/// <param name="CandidateId">Of an application: whose it is as far as the database knows; null when it is not stored.</param>
public sealed record DueEvents(
    string EntityId,
    int Attempts,
    DateTimeOffset OldestReceivedAt,
    IReadOnlyList<Guid> Ids,
    IReadOnlyList<string> Applications,
    EventEntity Kind = EventEntity.Record,
    string? CandidateId = null)
{
    /// <summary>The record to read again; null when only Jobvite, or another table, can say which it is.</summary>
    public string? RecordId => Kind is EventEntity.Record ? EntityId : CandidateId;
}

/// <summary>A company that has due events of a source.</summary>
public sealed record DueInbox(string CompanyId, WebhookSource Source);

/// <summary>An attempt as an event's history keeps it: JSON with these names.</summary>
/// <param name="At">Milliseconds since 1970 UTC.</param>
/// <param name="Error">Null when it succeeded.</param>
internal sealed record EventAttempt(long At, string? Error)
{
    public static ImmutableArray<WebhookAttempt> Parse(string history) =>
    [
        .. JsonSerializer.Deserialize<List<EventAttempt>>(history)!
            .Select(attempt => new WebhookAttempt(DateTimeOffset.FromUnixTimeMilliseconds(attempt.At), attempt.Error)),
    ];

    /// <summary>Whether an event of this status waits for an attempt.</summary>
    public static bool IsAwaited(WebhookStatus status) => status is WebhookStatus.Pending or WebhookStatus.Processing or WebhookStatus.Failed;
}

/// <summary>How an event's attempt failed.</summary>
/// <param name="Id">The event.</param>
/// <param name="Error">One sentence without personal data.</param>
/// <param name="NextAttemptAt">Null when it fails permanently.</param>
public sealed record FailedEvent(Guid Id, string Error, DateTimeOffset? NextAttemptAt);
