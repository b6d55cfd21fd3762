using Jobvite.Grains.Interfaces;
using Npgsql;
using NpgsqlTypes;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// Stores events by binary COPY. It is a statement like any other, all or nothing and durable when it has ended, but one that needs no
/// plan and puts its rows into a page at once: 10 µs of the server's time a row instead of 17 (measured with 20 rows and the same indexes).
/// </summary>
internal static class PostgresEventCopy
{
    private const string Copy = """
        COPY webhook_events (
            company_id, id, source, received_at, signature_valid, status, event_type, entity_id, entity_kind, application_id, next_attempt_at,
            processed_at, error_message, body, body_bytes)
        FROM STDIN (FORMAT BINARY)
        """;

    /// <returns>How many rows were written.</returns>
    public static Task<ulong> Write(NpgsqlConnection connection, IReadOnlyList<NewEvent> events, DateTimeOffset now, CancellationToken cancellationToken) =>
        PostgresImport.Send(connection, Copy, events, (row, one) => Send(row, one, now), cancellationToken);

    private static async Task Send(PostgresImport row, NewEvent one, DateTimeOffset now)
    {
        await row.Text(one.CompanyId).ConfigureAwait(false);
        await row.Value(one.Id, NpgsqlDbType.Uuid).ConfigureAwait(false);
        await row.Value((short)one.Source, NpgsqlDbType.Smallint).ConfigureAwait(false);
        await row.Value(one.ReceivedAt.ToColumn(), NpgsqlDbType.TimestampTz).ConfigureAwait(false);
        await row.Value(one.SignatureValid, NpgsqlDbType.Boolean).ConfigureAwait(false);
        await row.Value((short)one.Status, NpgsqlDbType.Smallint).ConfigureAwait(false);
        await row.Text(one.EventType.ToColumn()).ConfigureAwait(false);
        await row.Text(one.EntityId.ToColumn()).ConfigureAwait(false);
        await row.Value((short)one.EntityKind, NpgsqlDbType.Smallint).ConfigureAwait(false);
        await row.Text(one.ApplicationId.ToColumn()).ConfigureAwait(false);
        await row.Value(EventAttempt.IsAwaited(one.Status) ? one.ReceivedAt.ToColumn() : (DateTimeOffset?)null, NpgsqlDbType.TimestampTz).ConfigureAwait(false);
        await row.Value(one.Status is WebhookStatus.Processed ? now.ToColumn() : (DateTimeOffset?)null, NpgsqlDbType.TimestampTz).ConfigureAwait(false);
        await row.Text(one.Note.ToColumn()).ConfigureAwait(false);
        await row.Value(one.Body, NpgsqlDbType.Bytea).ConfigureAwait(false);
        await row.Value(one.BodyBytes, NpgsqlDbType.Integer).ConfigureAwait(false);
    }
}
