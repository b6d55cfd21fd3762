using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Turns a filter into conditions; lists and replays use the same.</summary>
internal static class SqliteEventFilter
{
    public static ListConditions Of(string companyId, WebhookFilter filter) => new ListConditions(companyId)
        .When(filter.EventType, "event_type = @eventType COLLATE NOCASE", "eventType", filter.EventType)
        .When(filter.Source, "source = @source", "source", (int?)filter.Source)
        .When(filter.SignatureValid, "signature_valid = @signatureValid", "signatureValid", filter.SignatureValid)
        .When(filter.Processed, "(status = 3) = @processed", "processed", filter.Processed)
        .When(filter.Status, "status = @status", "status", (int?)filter.Status)
        .When(filter.DateFrom, "received_at >= @dateFrom", "dateFrom", filter.DateFrom.ToColumn())
        .When(filter.DateTo, "received_at < @dateTo", "dateTo", filter.DateTo.ToColumn());
}
