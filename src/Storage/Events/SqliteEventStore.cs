using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IEventStore"/>
internal sealed class SqliteEventStore(SqliteDatabase database, Suppressions suppressions) : IEventStore
{
    private const string Due = """
        SELECT entity_id, entity_kind, attempts, min(received_at) AS oldest, json_group_array(id) AS ids,
            json_group_array(DISTINCT application_id) FILTER (WHERE application_id IS NOT NULL) AS applications,
            CASE entity_kind WHEN 2 THEN (
                SELECT a.candidate_id FROM applications AS a WHERE a.company_id = @companyId AND a.jobvite_id = due.entity_id) END AS candidate_id
        FROM (
            SELECT id, entity_id, entity_kind, application_id, received_at, attempts
            FROM webhook_events
            WHERE company_id = @companyId AND source = @source AND next_attempt_at IS NOT NULL AND next_attempt_at <= @now
            ORDER BY received_at, id
            LIMIT @limit) AS due
        GROUP BY entity_id, entity_kind, attempts
        ORDER BY oldest, entity_id, attempts
        """;

    private const string DueInboxes = """
        SELECT company_id, source
        FROM webhook_events
        WHERE next_attempt_at IS NOT NULL AND next_attempt_at <= @now
        GROUP BY company_id, source
        ORDER BY min(next_attempt_at)
        LIMIT @limit
        """;

    private const string Processed = """
        UPDATE webhook_events SET status = 3, processed_at = @now, next_attempt_at = NULL, error_message = @note
        WHERE company_id = @companyId AND status NOT IN (3, 6) AND id IN (SELECT value FROM json_each(@ids))
        """;

    private const string Failed = $"""
        UPDATE webhook_events
        SET status = CASE WHEN @nextAttemptAt IS NULL THEN 5 ELSE 4 END, next_attempt_at = @nextAttemptAt, attempts = attempts + 1,
            error_message = @Error, {SqliteEventTable.Remember}
        WHERE company_id = @companyId AND id = @id AND status IN (1, 2, 4)
        """;

    private const string Later = """
        UPDATE webhook_events
        SET status = CASE WHEN received_at < @oldest THEN 5 ELSE status END,
            next_attempt_at = CASE WHEN received_at < @oldest THEN NULL ELSE @nextAttemptAt END, error_message = @reason
        WHERE company_id = @companyId AND status IN (1, 2, 4) AND id IN (SELECT value FROM json_each(@ids))
        """;

    // An event that names no record has nothing to be done again: it stays as it is.
    private const string Again = """
        UPDATE webhook_events SET status = 1, attempts = 0, next_attempt_at = @now, processed_at = NULL, error_message = NULL
        WHERE status <> 6 AND entity_id IS NOT NULL AND
        """;

    private const string Replayable = "SELECT count(*) FROM webhook_events WHERE company_id = @companyId AND id = @id AND status <> 6";

    private static readonly string Insert = ColumnSql.Insert(EventColumns.Table, EventColumns.All);

    public Task Append(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        EventWrite.Check(events);
        return suppressions.Run(
            () => ((IDatabase<SqliteSession>)database).Write(
                async session =>
                {
                    session.ExecuteEach(Insert, EventColumns.All, EventWrite.Of(await suppressions.Strip(session, events).ConfigureAwait(false), session.Now));
                    return events.Count;
                },
                cancellationToken),
            cancellationToken);
    }

    public Task<IReadOnlyList<DueEvents>> ReadDue(string companyId, WebhookSource source, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<DueEvents>>(
            session => session.Query(
                Due,
                new { companyId, source, now = now.ToColumn(), limit },
                row => new DueEvents(
                    row.RequiredText("entity_id"),
                    row.Number("attempts"),
                    row.Time("oldest"),
                    JsonSerializer.Deserialize<Guid[]>(row.RequiredText("ids"))!,
                    JsonSerializer.Deserialize<string[]>(row.RequiredText("applications"))!,
                    (EventEntity)row.Number("entity_kind"),
                    row.Text("candidate_id"))),
            cancellationToken);

    public Task<IReadOnlyList<DueInbox>> FindDue(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<DueInbox>>(
            session => session.Query(
                DueInboxes,
                new { now = now.ToColumn(), limit },
                row => new DueInbox(row.RequiredText("company_id"), (WebhookSource)row.Number("source"))),
            cancellationToken);

    public Task MarkProcessed(string companyId, IReadOnlyList<Guid> events, string? note, CancellationToken cancellationToken) => database.Write(
        session => { session.Execute(Processed, new { companyId, ids = events.ToColumn(), note, now = session.Now.ToColumn() }); },
        cancellationToken);

    public Task MarkFailed(string companyId, IReadOnlyList<FailedEvent> events, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            session.Execute(Failed, events.Select(one => new
            {
                companyId,
                id = one.Id.ToColumn(),
                nextAttemptAt = one.NextAttemptAt.ToColumn(),
                one.Error,
                now = session.Now.ToColumn(),
            }));
        },
        cancellationToken);

    public Task Postpone(
        string companyId, IReadOnlyList<Guid> events, DateTimeOffset nextAttemptAt, string reason, CancellationToken cancellationToken, DateTimeOffset? oldest) => database.Write(
        session => { session.Execute(Later, new { companyId, ids = events.ToColumn(), reason, nextAttemptAt = nextAttemptAt.ToColumn(), oldest = oldest.ToColumn() ?? 0 }); },
        cancellationToken);

    public Task<bool> Replay(string companyId, Guid eventId, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            var arguments = new { companyId, id = eventId.ToColumn(), now = session.Now.ToColumn() };
            session.Execute($"{Again} company_id = @companyId AND id = @id", arguments);
            return session.Scalar<long>(Replayable, arguments) == 1;
        },
        cancellationToken);

    public Task<int> ReplayMatching(string companyId, WebhookFilter filter, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            var matching = SqliteEventFilter.Of(companyId, filter);
            matching.Arguments.Add("now", session.Now.ToColumn());
            return session.Execute($"{Again} {matching.Sql}", matching.Arguments);
        },
        cancellationToken);
}
