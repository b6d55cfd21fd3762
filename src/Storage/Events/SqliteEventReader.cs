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
