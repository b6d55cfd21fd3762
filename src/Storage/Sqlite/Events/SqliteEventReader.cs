using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Shows the log of received webhooks, the one that came last first.</summary>
internal static class SqliteEventReader
{
    private const string Columns = """
        id, received_at, event_type, source, entity_id, signature_valid, status, attempts, next_attempt_at, processed_at, error_message
        """;

    private const string GetOne = $"SELECT {Columns}, history, body FROM webhook_events WHERE company_id = @companyId AND id = @id";

    private static readonly SqliteList<WebhookView> Events = new(ListName.Webhooks, "webhook_events", Columns, "received_at", "id", View);

    public static Page<WebhookView> List(SqliteSession session, string companyId, WebhookFilter filter, PageRequest page) =>
        Events.Read(session, SqliteEventFilter.Of(companyId, filter), page);

    public static WebhookDetail? Get(SqliteSession session, string companyId, Guid eventId) => session.QueryFirst(
        GetOne,
        new { companyId, id = eventId.ToColumn() },
        row => new WebhookDetail(View(row), [.. (byte[])row["body"]], History(row.RequiredText("history"))));

    private static ImmutableArray<WebhookAttempt> History(string json) =>
    [
        .. JsonSerializer.Deserialize<List<SqliteEventAttempt>>(json)!
            .Select(attempt => new WebhookAttempt(DateTimeOffset.FromUnixTimeMilliseconds(attempt.At), attempt.Error)),
    ];

    private static WebhookView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        Timestamp = row.Time("received_at"),
        EventType = row.Text("event_type"),
        Source = (WebhookSource)row.Number("source"),
        JobviteEntityId = row.Text("entity_id"),
        SignatureValid = row.Flag("signature_valid"),
        Status = (WebhookStatus)row.Number("status"),
        Attempts = row.Number("attempts"),
        NextAttemptAt = row.OptionalTime("next_attempt_at"),
        ProcessedAt = row.OptionalTime("processed_at"),
        ErrorMessage = row.Text("error_message"),
    };
}
