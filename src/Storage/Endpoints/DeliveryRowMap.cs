using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Rows of deliveries and what they are made of.</summary>
internal static class DeliveryRowMap
{
    public const string Upsert = """
        INSERT INTO webhook_deliveries (
            company_id, endpoint_id, change_id, position, record_key, in_order, type, record_id, created_at, status, attempts, tries,
            next_attempt_at, delivered_at, settled_at)
        VALUES (
            @companyId, @endpointId, @ChangeId, @Position, @recordKey, @InOrder, @Type, @recordId, @createdAt, @status, @Attempts, @Tries,
            @nextAttemptAt, @deliveredAt, @settledAt)
        ON CONFLICT (company_id, endpoint_id, change_id) DO UPDATE SET
            in_order = excluded.in_order, status = excluded.status, attempts = excluded.attempts, tries = excluded.tries,
            next_attempt_at = excluded.next_attempt_at, delivered_at = excluded.delivered_at, settled_at = excluded.settled_at
        """;

    public static DeliveryRow Row(DbDataReader row) => new()
    {
        ChangeId = row.Id("change_id"),
        Position = row.Integer("position"),
        RecordKey = row.Text("record_key"),
        InOrder = row.Flag("in_order"),
        Type = row.RequiredText("type"),
        RecordId = row.Text("record_id"),
        CreatedAt = row.Time("created_at"),
        Status = (DeliveryStatus)row.Number("status"),
        Attempts = row.Number("attempts"),
        Tries = row.Number("tries"),
        NextAttemptAt = row.OptionalTime("next_attempt_at"),
        DeliveredAt = row.OptionalTime("delivered_at"),
    };

    public static object Arguments(EndpointKey endpoint, DeliveryRow row, DateTimeOffset now) => new
    {
        companyId = endpoint.CompanyId,
        endpointId = endpoint.Id,
        row.ChangeId,
        row.Position,
        recordKey = row.RecordKey.ToColumn(),
        row.InOrder,
        row.Type,
        recordId = row.RecordId.ToColumn(),
        createdAt = row.CreatedAt.ToColumn(),
        status = (short)row.Status,
        row.Attempts,
        row.Tries,
        nextAttemptAt = row.NextAttemptAt.ToColumn(),
        deliveredAt = row.DeliveredAt.ToColumn(),
        settledAt = row.IsWaiting ? (DateTimeOffset?)null : row.DeliveredAt.ToColumn() ?? now,
    };
}
