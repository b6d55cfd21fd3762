using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes entries of the webhook log of rows.</summary>
internal static class WebhookMap
{
    /// <summary>
    /// Of an application, whoever it belongs to is shown as soon as it is stored. The size of an old body that was not signed is unknown
    /// where only its beginning was kept.
    /// </summary>
    public const string Columns = """
        id, received_at, event_type, source, signature_valid, status, attempts, next_attempt_at, processed_at, error_message,
        CASE entity_kind
            WHEN 2 THEN coalesce(
                (SELECT a.candidate_id FROM applications AS a WHERE a.company_id = webhook_events.company_id AND a.jobvite_id = webhook_events.entity_id),
                entity_id)
            ELSE entity_id END AS shown_entity,
        coalesce(body_bytes, CASE WHEN signature_valid THEN length(body) END) AS shown_bytes
        """;

    public static WebhookView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        Timestamp = row.Time("received_at"),
        EventType = row.Text("event_type"),
        Source = (WebhookSource)row.Number("source"),
        JobviteEntityId = row.Text("shown_entity"),
        SignatureValid = row.Flag("signature_valid"),
        Status = (WebhookStatus)row.Number("status"),
        Attempts = row.Number("attempts"),
        NextAttemptAt = row.OptionalTime("next_attempt_at"),
        ProcessedAt = row.OptionalTime("processed_at"),
        ErrorMessage = row.Text("error_message"),
        BodyBytes = row.OptionalNumber("shown_bytes"),
    };

    /// <summary>A body that was not signed is not shown, should an older version have stored one.</summary>
    public static WebhookDetail Detail(DbDataReader row)
    {
        var view = View(row);
        return new(view, view.SignatureValid ? [.. (byte[])row["body"]] : [], EventAttempt.Parse(row.RequiredText("history")));
    }
}
