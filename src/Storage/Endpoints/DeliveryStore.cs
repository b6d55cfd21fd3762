using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IDeliveryStore"/>
internal sealed class DeliveryStore<TSession>(IDatabase<TSession> database) : IDeliveryStore
    where TSession : ISession
{
    /// <summary>More than an endpoint has, unless somebody sends very many again by hand.</summary>
    private const int MostWaiting = 5_000;

    /// <summary>No attempt is planned so far ahead: the clock was wrong when it was.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromHours(27);

    private const string Held = "company_id = @CompanyId AND id = @Id AND epoch = @Epoch";
    private const string OfOne = "company_id = @CompanyId AND endpoint_id = @Id";

    private const string TakeOver = """
        UPDATE webhook_endpoints SET epoch = epoch + 1 WHERE company_id = @companyId AND id = @endpointId AND enabled RETURNING *
        """;

    private const string LoadHeld = $"SELECT * FROM webhook_endpoints WHERE {Held}";

    private const string Waiting = $"SELECT * FROM webhook_deliveries WHERE {OfOne} AND status IN (1, 3) ORDER BY position LIMIT @limit";

    private const string Rows = $"SELECT * FROM webhook_deliveries WHERE {OfOne} AND position > @after AND position <= @to";

    private const string Spans = $"""
        SELECT first_position, started_at, items FROM webhook_spans WHERE {OfOne} AND last_position > @after AND first_position <= @to
        """;

    private const string Move = $"""
        UPDATE webhook_endpoints
        SET position = coalesce(@position, position), replay_after = @replayAfter, replay_to = @replayTo, replay_missing = @replayMissing,
            probe_at = @probeAt, failures = @Failures, failing_since = @failingSince, last_success_at = @lastSuccessAt, last_error = @lastError
        WHERE {Held}
        """;

    private const string Disable = $"UPDATE webhook_endpoints SET enabled = @no, disabled_reason = @reason, disabled_at = @now WHERE {Held}";

    private const string Work = """
        SELECT e.company_id, e.id
        FROM webhook_endpoints AS e LEFT JOIN change_feeds AS f ON f.company_id = e.company_id
        WHERE e.enabled
          AND ((f.position > e.position OR e.replay_to IS NOT NULL) AND (e.probe_at IS NULL OR e.probe_at <= @now OR e.probe_at > @far)
               OR EXISTS (
                   SELECT 1 FROM webhook_deliveries AS d
                   WHERE d.company_id = e.company_id AND d.endpoint_id = e.id AND d.status IN (1, 3)
                     AND (d.next_attempt_at <= @now OR d.next_attempt_at > @far)))
        LIMIT @limit
        """;

    private const string Totals = """
        SELECT count(*) FILTER (WHERE enabled AND failing_since IS NULL) AS well,
               count(*) FILTER (WHERE enabled AND failing_since IS NOT NULL) AS failing,
               count(*) FILTER (WHERE NOT enabled AND disabled_reason IS NOT NULL) AS disabled
        FROM webhook_endpoints
        """;

    private const string Oldest = """
        SELECT min(waiting.since) AS since
        FROM (
            SELECT min(d.created_at) AS since
            FROM webhook_deliveries AS d JOIN webhook_endpoints AS e ON e.company_id = d.company_id AND e.id = d.endpoint_id
            WHERE e.enabled AND d.status IN (1, 3)
            UNION ALL
            SELECT (SELECT c.seen_at FROM record_changes AS c WHERE c.company_id = e.company_id AND c.position > e.position ORDER BY c.position LIMIT 1)
            FROM webhook_endpoints AS e JOIN change_feeds AS f ON f.company_id = e.company_id
            WHERE e.enabled AND f.position > e.position) AS waiting
        """;

    private static readonly Column<(EndpointHold Hold, AttemptRow Row)>[] AttemptColumns =
    [
        OfAttempt("company_id", ColumnKind.Key, one => one.Hold.CompanyId),
        OfAttempt("endpoint_id", ColumnKind.Id, one => one.Hold.Id),
        OfAttempt("change_id", ColumnKind.Id, one => one.Row.ChangeId),
        OfAttempt("id", ColumnKind.Id, one => Guid.CreateVersion7(one.Row.Attempt.At)),
        OfAttempt("at", ColumnKind.Time, one => one.Row.Attempt.At),
        OfAttempt("status", ColumnKind.Count, one => one.Row.Attempt.Status),
        OfAttempt("succeeded", ColumnKind.Flag, one => one.Row.Attempt.Succeeded),
        OfAttempt("ms", ColumnKind.Count, one => one.Row.Attempt.Milliseconds),
        OfAttempt("error", ColumnKind.Text, one => one.Row.Attempt.Error),
        OfAttempt("answer", ColumnKind.Text, one => one.Row.Attempt.Answer),
    ];

    private static readonly Column<(EndpointHold Hold, DeliverySpan Span)>[] SpanColumns =
    [
        OfSpan("company_id", ColumnKind.Key, one => one.Hold.CompanyId),
        OfSpan("endpoint_id", ColumnKind.Id, one => one.Hold.Id),
        OfSpan("last_position", ColumnKind.Integer, one => one.Span.Last),
        OfSpan("first_position", ColumnKind.Integer, one => one.Span.First),
        OfSpan("id", ColumnKind.Id, one => Guid.CreateVersion7(one.Span.EndedAt)),
        OfSpan("delivered", ColumnKind.Count, one => one.Span.Items.Count),
        OfSpan("total_ms", ColumnKind.Integer, one => one.Span.TotalMilliseconds),
        OfSpan("started_at", ColumnKind.Time, one => one.Span.StartedAt),
        OfSpan("ended_at", ColumnKind.Time, one => one.Span.EndedAt),
        OfSpan("types", ColumnKind.Key, one => one.Span.Types.IsEmpty ? "" : $" {EndpointMap.Join(one.Span.Types)} "),
        OfSpan("items", ColumnKind.Bytes, one => one.Span.Pack()),
    ];

    public Task<StoredEndpoint?> Take(string companyId, Guid endpointId, CancellationToken cancellationToken) =>
        database.Write(session => session.QueryFirst(TakeOver, new { companyId, endpointId }, EndpointMap.Endpoint), cancellationToken);

    public Task<StoredEndpoint?> Load(EndpointHold hold, CancellationToken cancellationToken) =>
        database.Read(session => session.QueryFirst(LoadHeld, new { hold.CompanyId, hold.Id, hold.Epoch }, EndpointMap.Endpoint), cancellationToken);

    public Task<IReadOnlyList<DeliveryRow>> ReadWaiting(EndpointHold hold, CancellationToken cancellationToken) => database.Read<IReadOnlyList<DeliveryRow>>(
        async session => await session.Query(Waiting, new { hold.CompanyId, hold.Id, limit = MostWaiting }, DeliveryRowMap.Row).ConfigureAwait(false), cancellationToken);

    public Task<IReadOnlyDictionary<long, DeliveryRow>> ReadRows(EndpointHold hold, long after, long to, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyDictionary<long, DeliveryRow>>(
            async session => (await session.Query(Rows, new { hold.CompanyId, hold.Id, after, to }, DeliveryRowMap.Row).ConfigureAwait(false)).ToDictionary(row => row.Position),
            cancellationToken);

    public Task<IReadOnlySet<long>> ReadDelivered(EndpointHold hold, long after, long to, CancellationToken cancellationToken) => database.Read<IReadOnlySet<long>>(
        async session => (await session
            .Query(Spans, new { hold.CompanyId, hold.Id, after, to }, row => DeliverySpan.Unpack(row.Integer("first_position"), row.Time("started_at"), (byte[])row["items"]))
            .ConfigureAwait(false)).SelectMany(span => span).Select(item => item.Position).ToHashSet(),
        cancellationToken);

    public Task<bool> Commit(DeliveryBatch batch, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var (hold, standing) = (batch.Hold, batch.Standing);
            var held = await session.Execute(Move, new
            {
                hold.CompanyId,
                hold.Id,
                hold.Epoch,
                position = batch.Position,
                replayAfter = batch.Replay?.After,
                replayTo = batch.Replay?.To,
                replayMissing = batch.Replay?.MissingOnly ?? false,
                probeAt = standing.ProbeAt.ToColumn(),
                standing.Failures,
                failingSince = standing.FailingSince.ToColumn(),
                lastSuccessAt = standing.LastSuccessAt.ToColumn(),
                lastError = standing.LastError.ToColumn(),
            }).ConfigureAwait(false) > 0;
            if (!held)
            {
                return false;
            }

            await session.Execute(DeliveryRowMap.Upsert, batch.Rows.Select(row => DeliveryRowMap.Arguments(new(hold.CompanyId, hold.Id), row, session.Now)).ToList()).ConfigureAwait(false);
            if (batch.Attempts.Count > 0)
            {
                await session.AddAll("webhook_attempts", AttemptColumns, [.. batch.Attempts.Select(attempt => (hold, attempt))]).ConfigureAwait(false);
            }

            if (batch.Span is { Items.Count: > 0 } span)
            {
                await session.AddAll("webhook_spans", SpanColumns, [(hold, span)]).ConfigureAwait(false);
            }

            if (batch.DisabledReason is { } reason)
            {
                await session.Execute(Disable, new { hold.CompanyId, hold.Id, hold.Epoch, reason = reason.ToColumn(), now = session.Now, no = false }).ConfigureAwait(false);
                session.Changes.Add(hold.CompanyId, new ChangeItem("endpoint", Sync: null, ChangeKind.Told) { OwnType = FeedTypes.EndpointDisabled, RecordId = hold.Id.ToString() });
            }

            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<EndpointKey>> FindWork(DateTimeOffset now, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<EndpointKey>>(
        async session => await session
            .Query(Work, new { now = now.ToColumn(), far = (now + Farthest).ToColumn(), limit }, row => new EndpointKey(row.RequiredText("company_id"), row.Id()))
            .ConfigureAwait(false),
        cancellationToken);

    public Task<EndpointTotals> GetTotals(CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var oldest = (await session.Query(Oldest, null, row => row.OptionalTime("since")).ConfigureAwait(false))[0];
            return (await session.Query(Totals, null, row => new EndpointTotals(row.Integer("well"), row.Integer("failing"), row.Integer("disabled"), oldest)).ConfigureAwait(false))[0];
        },
        cancellationToken);

    private static Column<(EndpointHold Hold, AttemptRow Row)> OfAttempt<TValue>(string name, ColumnKind<TValue> kind, Func<(EndpointHold Hold, AttemptRow Row), TValue> value) =>
        new Column<(EndpointHold Hold, AttemptRow Row), TValue>(name, kind, value);

    private static Column<(EndpointHold Hold, DeliverySpan Span)> OfSpan<TValue>(string name, ColumnKind<TValue> kind, Func<(EndpointHold Hold, DeliverySpan Span), TValue> value) =>
        new Column<(EndpointHold Hold, DeliverySpan Span), TValue>(name, kind, value);
}
