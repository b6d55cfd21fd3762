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
