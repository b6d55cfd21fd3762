using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IEventLog"/>
internal sealed class EventLog<TSession>(IDatabase<TSession> database) : IEventLog
    where TSession : ISession
{
    // Both halves are stretches of an index, the second one of a partial one in PostgreSQL. Errors that differ only in what a cause leaves out are joined
    // afterwards: there may be as many of them as events.
    private const string Errors = $"""
        WITH newest AS (
            SELECT * FROM (
                SELECT status, received_at, error_message, entity_id, application_id FROM webhook_events
                WHERE company_id = @companyId AND status = 5
                ORDER BY received_at DESC, id DESC LIMIT @depth) AS dead
            UNION ALL
            SELECT * FROM (
                SELECT status, received_at, error_message, entity_id, application_id FROM webhook_events
                WHERE company_id = @companyId AND status = 4 AND status IN (4, 6)
                ORDER BY received_at DESC, id DESC LIMIT @depth) AS failed)
        SELECT error, sum(CASE status WHEN 5 THEN 1 ELSE 0 END) AS dead, sum(CASE status WHEN 4 THEN 1 ELSE 0 END) AS failed, min(received_at) AS first, max(received_at) AS last
        FROM (SELECT status, received_at, {EventCause.WithoutIds} AS error FROM newest) AS told
        GROUP BY error
        """;

    private const string Statuses = "SELECT id, status, entity_id FROM webhook_events WHERE company_id = @companyId AND id";

    // As a single replay does it; what waits is applied without it.
    private const string Again = """
        UPDATE webhook_events SET status = 1, attempts = 0, next_attempt_at = @now, processed_at = NULL, error_message = NULL
        WHERE company_id = @companyId AND status IN (3, 4, 5) AND entity_id IS NOT NULL AND id
        """;

    private const string OfCause = $"""
        {Again} IN (
            SELECT id FROM webhook_events WHERE company_id = @companyId AND entity_id IS NOT NULL AND {EventCause.Has}
            ORDER BY received_at, id LIMIT @most)
        """;

    private const string CountOfCause = $"SELECT count(*) FROM webhook_events WHERE company_id = @companyId AND entity_id IS NOT NULL AND {EventCause.Has}";

    // An event that was applied has an attempt; one that named nothing, or that nobody wanted any more, has none.
    private static readonly string Lags = $"""
        WITH lags AS (
            SELECT {TSession.Milliseconds("received_at", "processed_at")} AS lag FROM webhook_events
            WHERE company_id = @companyId AND status = 3 AND received_at >= @since AND attempts > 0
            ORDER BY received_at DESC, id DESC
            LIMIT @depth),
        placed AS (SELECT lag, row_number() OVER (ORDER BY lag) AS place, count(*) OVER () AS total FROM lags)
        SELECT max(total) AS measured, max(CASE WHEN place = (total + 1) / 2 THEN lag END) AS median, max(CASE WHEN place = (total * 95 + 99) / 100 THEN lag END) AS slow
        FROM placed
        """;

    public Task<WebhookDigest> Digest(string companyId, DateTimeOffset since, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var arguments = new { companyId, since = since.ToColumn(), depth = WebhookDigest.Depth };
            var errors = await session.Query(Errors, arguments, row => new WebhookCause
            {
                Sentence = row.RequiredText("error"),
                Dead = row.Integer("dead"),
                Failed = row.Integer("failed"),
                FirstReceivedAt = row.Time("first"),
                LastReceivedAt = row.Time("last"),
            }).ConfigureAwait(false);
            var causes = EventCause.Join(errors);
            var digest = new WebhookDigest
            {
                Causes = [.. causes.Take(WebhookDigest.MaxCauses)],
                HasMore = causes.Count > WebhookDigest.MaxCauses || errors.Sum(one => one.Dead) == WebhookDigest.Depth || errors.Sum(one => one.Failed) == WebhookDigest.Depth,
            };
            return await session.QueryFirst(
                Lags,
                arguments,
                row => digest with { Measured = row.OptionalNumber("measured") ?? 0, MedianLag = Lag(row.OptionalInteger("median")), SlowLag = Lag(row.OptionalInteger("slow")) }).ConfigureAwait(false) ?? digest;
        },
        cancellationToken);

    public Task<WebhookReplay> ReplayChosen(string companyId, IReadOnlyList<Guid> events, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var chosen = events.Distinct().Take(WebhookReplay.MostChosen).ToArray();
            var arguments = new { companyId, ids = chosen, now = session.Now };
            var found = await session.Query(
                $"{Statuses} {TSession.IsOneOf("@ids")}",
                arguments,
                row => (Status: (WebhookStatus)row.Number("status"), NamesRecord: row.Text("entity_id") is not null)).ConfigureAwait(false);
            var queued = await session.Execute($"{Again} {TSession.IsOneOf("@ids")}", arguments).ConfigureAwait(false);
            var waiting = found.Count(one => one is { NamesRecord: true, Status: WebhookStatus.Pending or WebhookStatus.Processing });
            return new WebhookReplay { Queued = queued, Waiting = waiting, Unknown = Math.Max(0, chosen.Length - queued - waiting) };
        },
        cancellationToken);

    public Task<WebhookReplay> ReplayCause(string companyId, string cause, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var arguments = new { companyId, cause = EventCause.PatternOf(cause), most = WebhookReplay.MostOfCause, now = session.Now };
            var queued = await session.Execute(OfCause, arguments).ConfigureAwait(false);
            return new WebhookReplay { Queued = queued, Left = await session.Scalar<long>(CountOfCause, arguments).ConfigureAwait(false) };
        },
        cancellationToken);

    private static TimeSpan? Lag(long? milliseconds) => milliseconds is { } some ? TimeSpan.FromMilliseconds(Math.Max(0, some)) : null;
}
