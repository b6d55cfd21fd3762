using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>How a new event is written, on both databases.</summary>
internal static class EventColumns
{
    public const string Table = "webhook_events";

    public static readonly IReadOnlyList<Column<EventWrite>> All =
    [
        Of("company_id", ColumnKind.Key, write => write.Event.CompanyId),
        Of("id", ColumnKind.Id, write => write.Event.Id),
        Of("source", ColumnKind.Code, write => (short)write.Event.Source),
        Of("received_at", ColumnKind.Time, write => write.Event.ReceivedAt),
        Of("signature_valid", ColumnKind.Flag, write => write.Event.SignatureValid),
        Of("status", ColumnKind.Code, write => (short)write.Event.Status),
        Of("event_type", ColumnKind.Text, write => write.Event.EventType),
        Of("entity_id", ColumnKind.Text, write => write.Event.EntityId),
        Of("entity_kind", ColumnKind.Code, write => (short)write.Event.EntityKind),
        Of("application_id", ColumnKind.Text, write => write.Event.ApplicationId),
        Of("next_attempt_at", ColumnKind.Time, write => EventAttempt.IsAwaited(write.Event.Status) ? write.Event.ReceivedAt : null),
        Of("processed_at", ColumnKind.Time, write => write.Event.Status is WebhookStatus.Processed ? write.Now : null),
        Of("error_message", ColumnKind.Text, write => write.Event.Note),
        Of("body", ColumnKind.Bytes, write => write.Event.Body),
        Of("body_bytes", ColumnKind.Count, write => write.Event.BodyBytes),
    ];

    private static Column<EventWrite> Of<TValue>(string name, ColumnKind<TValue> kind, Func<EventWrite, TValue> value) =>
        new Column<EventWrite, TValue>(name, kind, value);
}

/// <summary>An event to be stored.</summary>
/// <param name="Event">As it came.</param>
/// <param name="Now">When it is written.</param>
internal readonly record struct EventWrite(NewEvent Event, DateTimeOffset Now)
{
    /// <exception cref="ArgumentException">One that waits names nothing to refresh.</exception>
    public static void Check(IReadOnlyList<NewEvent> events)
    {
        if (events.Any(one => one.Status is WebhookStatus.Pending && one.EntityId is null))
        {
            throw new ArgumentException("An event that waits must name the record to refresh; one that names none is processed.", nameof(events));
        }
    }

    public static IReadOnlyList<EventWrite> Of(IReadOnlyList<NewEvent> events, DateTimeOffset now) => [.. events.Select(one => new EventWrite(one, now))];
}
