using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes entries of the webhook log of rows.</summary>
internal static class WebhookMap
{
    public const string Columns = """
        id, received_at, event_type, source, entity_id, signature_valid, status, attempts, next_attempt_at, processed_at, error_message
        """;

    public static WebhookView View(DbDataReader row) => new()
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

    public static WebhookDetail Detail(DbDataReader row) => new(View(row), [.. (byte[])row["body"]], EventAttempt.Parse(row.RequiredText("history")));
}
