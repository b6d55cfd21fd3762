namespace Jobvite.Storage;

/// <inheritdoc cref="IEndpointStore"/>
internal sealed class EndpointStore<TSession>(IDatabase<TSession> database) : IEndpointStore
    where TSession : ISession
{
    private const string One = "company_id = @companyId AND id = @endpointId";
    private const string OfOne = "company_id = @companyId AND endpoint_id = @endpointId";
    private const string FindOne = $"SELECT * FROM webhook_endpoints WHERE {One}";
    private const string ListAll = "SELECT * FROM webhook_endpoints WHERE company_id = @companyId ORDER BY created_at, id";

    private const string Insert = """
        INSERT INTO webhook_endpoints (
            company_id, id, url, description, types, payload, enabled, max_per_second, created_at, secret, epoch, created_position, position,
            replay_missing, failures)
        SELECT @CompanyId, @Id, @Url, @description, @types, @payload, @Enabled, @MaxPerSecond, @now, @Secret, 0, feed.position, feed.position, @no, 0
        FROM (SELECT coalesce(max(position), 0) AS position FROM change_feeds WHERE company_id = @CompanyId) AS feed
        WHERE (SELECT count(*) FROM webhook_endpoints WHERE company_id = @CompanyId) < @most
        """;

    private const string Update = $"""
        UPDATE webhook_endpoints
        SET url = @Url, description = @description, types = @types, payload = @payload, max_per_second = @MaxPerSecond, epoch = epoch + 1
        WHERE {One}
        """;

    // Whoever enables it has mended something: it begins with a clean slate, and with the days without a success.
    private const string Enable = $"""
        UPDATE webhook_endpoints
        SET enabled = @yes, disabled_reason = NULL, disabled_at = NULL, failures = 0, failing_since = NULL, probe_at = NULL
        WHERE {One} AND NOT enabled
        """;

    private const string Disable = $"UPDATE webhook_endpoints SET enabled = @no, disabled_reason = NULL, disabled_at = @now WHERE {One} AND enabled";

    private const string MoveToNow = $"""
        UPDATE webhook_endpoints
        SET position = (SELECT coalesce(max(position), 0) FROM change_feeds WHERE company_id = @companyId), replay_after = NULL, replay_to = NULL
        WHERE {One}
        """;

    private const string GiveUpWaiting = $"""
        UPDATE webhook_deliveries SET status = 4, next_attempt_at = NULL, settled_at = @now WHERE {OfOne} AND status IN (1, 3)
        """;

    private const string Rotating = $"""
        UPDATE webhook_endpoints SET previous_secret = secret, previous_until = @until, secret = @secret, epoch = epoch + 1 WHERE {One}
        """;

    private const string RemoveOne = $"DELETE FROM webhook_endpoints WHERE {One}";

    private const string Spans = $"""
        SELECT coalesce(sum(delivered), 0) AS succeeded, coalesce(sum(total_ms), 0) AS ms FROM webhook_spans WHERE {OfOne} AND ended_at >= @dayAgo
        """;

    private const string Attempts = $"""
        SELECT count(*) FILTER (WHERE succeeded) AS succeeded, count(*) FILTER (WHERE NOT succeeded) AS failed,
               coalesce(sum(ms) FILTER (WHERE succeeded), 0) AS ms
        FROM webhook_attempts
        WHERE {OfOne} AND at >= @dayAgo
        """;

    private const string Waiting = $"SELECT count(*) AS waiting, min(created_at) AS since FROM webhook_deliveries WHERE {OfOne} AND status IN (1, 3)";

    private const string Dead = $"SELECT count(*) FROM webhook_deliveries WHERE {OfOne} AND status = 4";

    private const string Behind = "SELECT seen_at FROM record_changes WHERE company_id = @companyId AND position > @position";

    private static readonly string BehindOfTypes = $"{Behind} AND type {TSession.IsOneOf("@types")}";

    public Task<IReadOnlyList<StoredEndpoint>> List(string companyId, CancellationToken cancellationToken) => database.Read<IReadOnlyList<StoredEndpoint>>(
        async session => await session.Query(ListAll, new { companyId }, EndpointMap.Endpoint).ConfigureAwait(false), cancellationToken);

    public Task<StoredEndpoint?> Find(string companyId, Guid endpointId, CancellationToken cancellationToken) =>
        database.Read(session => Find(session, companyId, endpointId), cancellationToken);

    public Task<StoredEndpoint?> Add(NewEndpoint endpoint, int most, CancellationToken cancellationToken) => database.Write(
        async session => await session.Execute(Insert, new
        {
            endpoint.CompanyId,
            endpoint.Id,
            endpoint.Url,
            description = endpoint.Description.ToColumn(),
            types = EndpointMap.Join(endpoint.Types),
            payload = (short)endpoint.Payload,
            endpoint.Enabled,
            endpoint.MaxPerSecond,
            endpoint.Secret,
            now = session.Now,
            most,
            no = false,
        }).ConfigureAwait(false) > 0 ? await Find(session, endpoint.CompanyId, endpoint.Id).ConfigureAwait(false) : null,
        cancellationToken);

    public Task<StoredEndpoint?> Save(string companyId, Guid endpointId, EndpointChange change, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var one = new { companyId, endpointId, now = session.Now, yes = true, no = false };
            var found = await session.Execute(Update, new
            {
                companyId,
                endpointId,
                change.Url,
                description = change.Description.ToColumn(),
                types = EndpointMap.Join(change.Types),
                payload = (short)change.Payload,
                change.MaxPerSecond,
            }).ConfigureAwait(false) > 0;
            if (!found)
            {
                return null;
            }

            if (change.Enabled is { } enabled)
            {
                await session.Execute(enabled ? Enable : Disable, one).ConfigureAwait(false);
            }

            if (change.FromNow)
            {
                await session.Execute(MoveToNow, one).ConfigureAwait(false);
                await session.Execute(GiveUpWaiting, one).ConfigureAwait(false);
            }

            return await Find(session, companyId, endpointId).ConfigureAwait(false);
        },
        cancellationToken);

    public Task<StoredEndpoint?> Rotate(string companyId, Guid endpointId, string secret, DateTimeOffset until, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            await session.Execute(Rotating, new { companyId, endpointId, secret, until = until.ToColumn() }).ConfigureAwait(false);
            return await Find(session, companyId, endpointId).ConfigureAwait(false);
        },
        cancellationToken);

    public async Task<bool> Remove(string companyId, Guid endpointId, CancellationToken cancellationToken)
    {
        var found = await database.Write(session => session.Execute(RemoveOne, new { companyId, endpointId }), cancellationToken).ConfigureAwait(false) > 0;
        foreach (var batch in EndpointRows.Removals<TSession>())
        {
            // The row is gone, so nobody adds to these.
            while (await database.Write(session => session.Execute(batch, new { companyId, endpointId }), cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }

        return found;
    }

    public Task<EndpointFigures> Measure(StoredEndpoint endpoint, IReadOnlyCollection<string> types, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var one = new { companyId = endpoint.CompanyId, endpointId = endpoint.Id, dayAgo = session.Now.AddDays(-1) };
            var (early, earlyMs) = (await session.Query(Spans, one, row => (row.Integer("succeeded"), row.Integer("ms"))).ConfigureAwait(false))[0];
            var (succeeded, failed, ms) = (await session.Query(Attempts, one, row => (row.Integer("succeeded"), row.Integer("failed"), row.Integer("ms"))).ConfigureAwait(false))[0];
            var (waiting, since) = (await session.Query(Waiting, one, row => (row.Integer("waiting"), row.OptionalTime("since"))).ConfigureAwait(false))[0];
            var behind = new { companyId = endpoint.CompanyId, position = endpoint.Position, types = types.ToArray(), most = EndpointFigures.CountsTo };
            var rows = types.Count == 0 ? Behind : BehindOfTypes;
            var count = await session.Scalar<long>($"SELECT count(*) FROM ({rows} LIMIT @most) AS behind", behind).ConfigureAwait(false);
            var first = await session.Query($"{rows} ORDER BY position LIMIT 1", behind, row => row.Time("seen_at")).ConfigureAwait(false);
            return new EndpointFigures
            {
                Succeeded = early + succeeded,
                Failed = failed,
                SuccessMilliseconds = earlyMs + ms,
                Waiting = Math.Min(waiting + count, EndpointFigures.CountsTo),
                WaitingSince = first is [var oldest] && !(since <= oldest) ? oldest : since,
                Dead = await session.Scalar<long>(Dead, one).ConfigureAwait(false),
            };
        },
        cancellationToken);

    private static Task<StoredEndpoint?> Find(TSession session, string companyId, Guid endpointId) =>
        session.QueryFirst(FindOne, new { companyId, endpointId }, EndpointMap.Endpoint);
}
