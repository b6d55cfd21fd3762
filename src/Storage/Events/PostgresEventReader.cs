using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Shows the log of received webhooks, the one that came last first.</summary>
internal static class PostgresEventReader
{
    private const string GetOne = $"SELECT {WebhookMap.Columns}, history, body FROM webhook_events WHERE company_id = @companyId AND id = @eventId";

    private static readonly PostgresList<WebhookView> Events = new(
        ListName.Webhooks,
        "webhook_events",
        WebhookMap.Columns,
        new Dictionary<SortColumn, ListOrder> { [SortColumn.Changed] = ListOrder.Time("received_at", "id") },
        WebhookMap.View);

    public static Task<Page<WebhookView>> List(
        PostgresDatabase database, string companyId, WebhookFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        Events.Read(database, PostgresEventFilter.Of(companyId, filter), page, includeRaw: false, cancellationToken);

    public static async Task<WebhookDetail?> Get(PostgresDatabase database, string companyId, Guid eventId, CancellationToken cancellationToken)
    {
        var statement = PostgresStatement.Of(GetOne, ("companyId", companyId), ("eventId", eventId));
        return (await database.Ask(PlanChoice.Once, statement, WebhookMap.Detail, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
    }
}

/// <summary>Turns a filter into conditions; lists and replays use the same.</summary>
internal static class PostgresEventFilter
{
    public static ListConditions Of(string companyId, WebhookFilter filter) => new ListConditions(companyId)
        .When(filter.Loose ? null : filter.EventType, "lower(event_type) = lower(@eventType)", "eventType", filter.EventType.ToColumn())
        .When(filter.Loose ? filter.EventType : null, "event_type ILIKE @eventTypePart", "eventTypePart", filter.EventType.ToColumn() is { } part ? LikePattern.Contains(part) : null)
        .When(filter.Source, "source = @source", "source", (int?)filter.Source)
        .When(filter.SignatureValid, "signature_valid = @signatureValid", "signatureValid", filter.SignatureValid)
        .When(filter.Processed, "(status = 3) = @processed", "processed", filter.Processed)
        .When(filter.Status, StatusIs(filter.Status), "status", (int?)filter.Status)
        .When(filter.Cause, $"({EventCause.Has})", "cause", EventCause.PatternOf(filter.Cause))
        .When(filter.DateFrom, "received_at >= @dateFrom", "dateFrom", filter.DateFrom.ToColumn())
        .When(filter.DateTo, "received_at < @dateTo", "dateTo", filter.DateTo.ToColumn());

    // What waits, or is rare, has an index of its own, which the planner takes when it reads as constant what the index holds.
    private static string StatusIs(WebhookStatus? status) => status switch
    {
        WebhookStatus.Pending or WebhookStatus.Processing => "status = @status AND next_attempt_at IS NOT NULL",
        WebhookStatus.Failed or WebhookStatus.Rejected => "status = @status AND status IN (4, 6)",
        WebhookStatus.Dead => "status = @status AND status = 5",
        _ => "status = @status",
    };
}
