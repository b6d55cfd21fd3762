using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Shows the log of received webhooks, the one that came last first.</summary>
internal static class SqliteEventReader
{
    private const string GetOne = $"SELECT {WebhookMap.Columns}, history, body FROM webhook_events WHERE company_id = @companyId AND id = @id";

    private static readonly SqliteList<WebhookView> Events = new(ListName.Webhooks, "webhook_events", WebhookMap.Columns, new Dictionary<SortColumn, ListOrder> { [SortColumn.Changed] = ListOrder.Time("received_at", "id") }, WebhookMap.View);

    public static Page<WebhookView> List(SqliteSession session, string companyId, WebhookFilter filter, PageRequest page) =>
        Events.Read(session, SqliteEventFilter.Of(companyId, filter), page);

    public static WebhookDetail? Get(SqliteSession session, string companyId, Guid eventId) => session.QueryFirst(
        GetOne,
        new { companyId, id = eventId.ToColumn() },
        WebhookMap.Detail);
}

/// <summary>Turns a filter into conditions; lists and replays use the same.</summary>
internal static class SqliteEventFilter
{
    public static ListConditions Of(string companyId, WebhookFilter filter) => new ListConditions(companyId)
        .When(filter.Loose ? null : filter.EventType, "event_type = @eventType COLLATE NOCASE", "eventType", filter.EventType)
        .When(filter.Loose ? filter.EventType : null, @"event_type LIKE @eventTypePart ESCAPE '\'", "eventTypePart", filter.EventType is { } part ? LikePattern.Contains(part) : null)
        .When(filter.Source, "source = @source", "source", (int?)filter.Source)
        .When(filter.SignatureValid, "signature_valid = @signatureValid", "signatureValid", filter.SignatureValid)
        .When(filter.Processed, "(status = 3) = @processed", "processed", filter.Processed)
        .When(filter.Status, "status = @status", "status", (int?)filter.Status)
        .When(filter.Cause, $"({EventCause.Has})", "cause", EventCause.PatternOf(filter.Cause))
        .When(filter.DateFrom, "received_at >= @dateFrom", "dateFrom", filter.DateFrom.ToColumn())
        .When(filter.DateTo, "received_at < @dateTo", "dateTo", filter.DateTo.ToColumn());
}
