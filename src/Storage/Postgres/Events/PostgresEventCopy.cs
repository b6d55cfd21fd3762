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
            company_id, id, source, received_at, signature_valid, status, event_type, entity_id, application_id, next_attempt_at,
            processed_at, error_message, body)
        FROM STDIN (FORMAT BINARY)
        """;

    /// <returns>How many rows were written.</returns>
    public static async Task<ulong> Write(NpgsqlConnection connection, IReadOnlyList<NewEvent> events, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await connection.BeginBinaryImportAsync(Copy, cancellationToken).ConfigureAwait(false);
        await using var ending = rows.ConfigureAwait(false);
        foreach (var one in events)
        {
            await Write(rows, one, now, cancellationToken).ConfigureAwait(false);
        }

        return await rows.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task Write(NpgsqlBinaryImporter row, NewEvent one, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await row.StartRowAsync(cancellationToken).ConfigureAwait(false);
        await row.WriteAsync(one.CompanyId, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        await row.WriteAsync(one.Id, NpgsqlDbType.Uuid, cancellationToken).ConfigureAwait(false);
        await row.WriteAsync((short)one.Source, NpgsqlDbType.Smallint, cancellationToken).ConfigureAwait(false);
        await row.WriteAsync(one.ReceivedAt.ToColumn(), NpgsqlDbType.TimestampTz, cancellationToken).ConfigureAwait(false);
        await row.WriteAsync(one.SignatureValid, NpgsqlDbType.Boolean, cancellationToken).ConfigureAwait(false);
        await row.WriteAsync((short)one.Status, NpgsqlDbType.Smallint, cancellationToken).ConfigureAwait(false);
        await Write(row, one.EventType, cancellationToken).ConfigureAwait(false);
        await Write(row, one.EntityId, cancellationToken).ConfigureAwait(false);
        await Write(row, one.ApplicationId, cancellationToken).ConfigureAwait(false);
        await Write(row, EventAttempt.IsAwaited(one.Status) ? one.ReceivedAt : null, cancellationToken).ConfigureAwait(false);
        await Write(row, one.Status is WebhookStatus.Processed ? now : null, cancellationToken).ConfigureAwait(false);
        await Write(row, one.Note, cancellationToken).ConfigureAwait(false);
        await row.WriteAsync(one.Body, NpgsqlDbType.Bytea, cancellationToken).ConfigureAwait(false);
    }

    private static Task Write(NpgsqlBinaryImporter row, string? text, CancellationToken cancellationToken) =>
        text is null ? row.WriteNullAsync(cancellationToken) : row.WriteAsync(text.ToColumn(), NpgsqlDbType.Text, cancellationToken);

    private static Task Write(NpgsqlBinaryImporter row, DateTimeOffset? time, CancellationToken cancellationToken) =>
        time is { } known ? row.WriteAsync(known.ToColumn(), NpgsqlDbType.TimestampTz, cancellationToken) : row.WriteNullAsync(cancellationToken);
}
