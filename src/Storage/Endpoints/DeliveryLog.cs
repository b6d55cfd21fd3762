using System.Buffers.Binary;
using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IDeliveryLog"/>
internal sealed class DeliveryLog<TSession>(IDatabase<TSession> database) : IDeliveryLog
    where TSession : ISession
{
    private const int MostAttempts = 50;

    private const string FindRow = "SELECT * FROM webhook_deliveries WHERE company_id = @companyId AND endpoint_id = @endpointId AND change_id = @changeId";

    private const string FindAttempts = """
        SELECT at, status, ms, error, answer FROM webhook_attempts
        WHERE company_id = @companyId AND endpoint_id = @endpointId AND change_id = @changeId
        ORDER BY at DESC, id DESC
        LIMIT @most
        """;

    private const string FindSpan = """
        SELECT first_position, started_at, items FROM webhook_spans
        WHERE company_id = @companyId AND endpoint_id = @endpointId AND last_position >= @position
        ORDER BY last_position
        LIMIT 1
        """;

    private const string Changed = "UPDATE webhook_endpoints SET epoch = epoch + 1 WHERE company_id = @companyId AND id = @endpointId";

    // A replay that has not come to its end goes on from the earlier place of the two.
    private const string Begin = """
        UPDATE webhook_endpoints
        SET replay_after = CASE WHEN replay_after < @after THEN replay_after ELSE @after END,
            replay_missing = CASE WHEN replay_to IS NULL OR replay_missing THEN @missingOnly ELSE @no END,
            replay_to = position,
            epoch = epoch + 1
        WHERE company_id = @companyId AND id = @endpointId
        """;

    public Task<Page<Delivery>> List(
        StoredEndpoint endpoint, IReadOnlyCollection<string> types, DeliveryFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var scope = $"deliveries {endpoint.Id:N}";
        var below = page.Cursor is { } cursor ? PlaceOf(cursor, endpoint.CompanyId, scope) : (long?)null;
        var skip = below is null ? (page.Page - 1L) * page.PageSize : 0;
        var arguments = new
        {
            companyId = endpoint.CompanyId,
            endpointId = endpoint.Id,
            position = endpoint.Position,
            created = endpoint.CreatedPosition,
            types = types.ToArray(),
            status = (short?)filter.Status,
            type = filter.Type,
            from = filter.From.ToColumn(),
            to = filter.To.ToColumn(),
            below = below ?? 0,
            never = (DateTimeOffset?)null,
            yes = true,
            skip,
            take = page.PageSize + 1,
            reach = skip + page.PageSize + 1,
            most = EndpointFigures.CountsTo,
        };
        return database.Read(
            async session =>
            {
                var places = DeliveryListSql.Places<TSession>(filter, types.Count > 0, below is not null);
                var rows = await session.Query(
                    $"""
                    {string.Join(" UNION ALL ", places.Select((place, i) => $"SELECT * FROM ({place} ORDER BY position DESC LIMIT @reach) AS place{i}"))}
                    ORDER BY position DESC LIMIT @take OFFSET @skip
                    """,
                    arguments,
                    DeliveryRowMap.Row).ConfigureAwait(false);
                var total = 0L;
                foreach (var place in DeliveryListSql.Places<TSession>(filter, types.Count > 0, isBelow: false))
                {
                    total += await session.Scalar<long>($"SELECT count(*) FROM (SELECT 1 AS one FROM ({place}) AS matching LIMIT @most) AS counted", arguments).ConfigureAwait(false);
                }

                var next = rows.Count > page.PageSize ? CursorOf(rows[page.PageSize - 1].Position, endpoint.CompanyId, scope) : null;
                return new Page<Delivery>([.. rows.Take(page.PageSize).Select(row => row.ToDelivery())], total, page.Page, page.PageSize, next);
            },
            cancellationToken);
    }

    public Task<DeliveryRecord?> Get(StoredEndpoint endpoint, IReadOnlyCollection<string> types, Guid changeId, PlacedItem? item, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var one = new { companyId = endpoint.CompanyId, endpointId = endpoint.Id, changeId, most = MostAttempts };
            var row = await session.QueryFirst(FindRow, one, DeliveryRowMap.Row).ConfigureAwait(false);
            if ((row?.Position ?? item?.Position) is not { } position)
            {
                return null;
            }

            var attempts = await session.Query(FindAttempts, one, Attempt).ConfigureAwait(false);
            var span = await session.QueryFirst(FindSpan, new { companyId = endpoint.CompanyId, endpointId = endpoint.Id, position }, Items).ConfigureAwait(false);
            if (span?.Find(sent => sent.Position == position) is { Position: > 0 } first)
            {
                attempts.Add(new DeliveryAttempt { At = first.At, Status = first.Status, Milliseconds = first.Milliseconds });
            }

            row ??= item is null ? null : WithoutRow(endpoint, types, item, attempts);
            return row is null ? null : new DeliveryRecord(row, [.. attempts.OrderBy(attempt => attempt.At)]);
        },
        cancellationToken);

    public Task Resend(StoredEndpoint endpoint, DeliveryRow row, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            await session.Execute(Changed, new { companyId = endpoint.CompanyId, endpointId = endpoint.Id }).ConfigureAwait(false);
            var due = row with { Status = DeliveryStatus.Pending, Tries = 0, NextAttemptAt = session.Now, InOrder = row.IsWaiting && row.InOrder };
            return await session.Execute(DeliveryRowMap.Upsert, DeliveryRowMap.Arguments(new(endpoint.CompanyId, endpoint.Id), due, session.Now)).ConfigureAwait(false);
        },
        cancellationToken);

    public Task<long> Replay(StoredEndpoint endpoint, IReadOnlyCollection<string> types, long after, bool missingOnly, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var range = new { companyId = endpoint.CompanyId, endpointId = endpoint.Id, position = endpoint.Position, after, types = types.ToArray(), missingOnly, no = false };
            var count = await session.Scalar<long>(DeliveryListSql.CountReplay<TSession>(types.Count > 0, missingOnly), range).ConfigureAwait(false);
            if (count > 0)
            {
                await session.Execute(Begin, range).ConfigureAwait(false);
            }

            return count;
        },
        cancellationToken);

    private static DeliveryRow? WithoutRow(StoredEndpoint endpoint, IReadOnlyCollection<string> types, PlacedItem item, List<DeliveryAttempt> attempts)
    {
        var waits = item.Position > endpoint.Position && (types.Count == 0 || types.Contains(item.Item.Type));
        return waits || attempts.Count > 0
            ? new DeliveryRow
            {
                ChangeId = item.Item.Id,
                Position = item.Position,
                InOrder = true,
                Type = item.Item.Type,
                RecordId = item.Item.RecordId,
                CreatedAt = item.Item.At,
                Status = waits ? DeliveryStatus.Pending : DeliveryStatus.Delivered,
                Attempts = attempts.Count,
                DeliveredAt = waits ? null : attempts[0].At.AddMilliseconds(attempts[0].Milliseconds),
            }
            : null;
    }

    private static DeliveryAttempt Attempt(DbDataReader row) => new()
    {
        At = row.Time("at"),
        Status = row.OptionalNumber("status"),
        Milliseconds = row.Number("ms"),
        Error = row.Text("error"),
        Answer = row.Text("answer"),
    };

    private static List<SpanItem> Items(DbDataReader row) => DeliverySpan.Unpack(row.Integer("first_position"), row.Time("started_at"), (byte[])row["items"]);

    private static string CursorOf(long position, string companyId, string scope)
    {
        Span<byte> place = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(place, position);
        return CursorText.Seal(place, companyId, scope);
    }

    private static long PlaceOf(string cursor, string companyId, string scope) =>
        CursorText.Open(cursor, companyId, scope) is { Length: sizeof(long) } place ? BinaryPrimitives.ReadInt64BigEndian(place) : throw new InvalidCursorException();
}
