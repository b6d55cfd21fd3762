using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IStoryReader"/>
internal sealed class StoryReader<TSession>(IDatabase<TSession> database) : IStoryReader
    where TSession : ISession
{
    private const string Records = """
        SELECT id, jobvite_id, NULL AS job_id, created_at AS at, read_at, 1 AS is_person FROM candidates WHERE company_id = @companyId AND jobvite_id = @candidateId
        UNION ALL
        SELECT id, jobvite_id, job_id, sent_date, read_at, 0 FROM applications WHERE company_id = @companyId AND candidate_id = @candidateId
        """;

    private const string Processes = "SELECT jobvite_id FROM onboarding_processes WHERE company_id = @companyId AND candidate_id = @candidateId ORDER BY jobvite_id LIMIT 100";

    private const string Documents = "SELECT id FROM candidate_documents WHERE company_id = @companyId AND candidate_id = @candidateId ORDER BY id LIMIT 200";

    private static readonly string Changes = $"""
        SELECT id, seen_at, what, type, record_id, application_id, job_id, from_state, to_state, fields, cause, cause_id
        FROM record_changes
        WHERE company_id = @companyId AND candidate_id = @candidateId AND what IN (1, 2, 3, 4) AND (seen_at, id) < (@at, @id)
        ORDER BY seen_at DESC, id DESC
        LIMIT @limit
        """;

    // An application's id may be that of somebody's process: the source says what an event names.
    private static readonly string IsNamed = $"""
        company_id = @companyId AND entity_id {TSession.IsOneOf("@named")} AND signature_valid
          AND CASE WHEN source = 1 THEN entity_id {TSession.IsOneOf("@people")}
                   WHEN source = 3 AND entity_kind = 3 THEN entity_id = @candidateId
                   WHEN source = 3 THEN entity_id {TSession.IsOneOf("@processes")}
                   ELSE 1 = 0 END
        """;

    private static readonly string Webhooks = $"""
        SELECT {WebhookMap.Columns}
        FROM webhook_events
        WHERE {IsNamed} AND (received_at, id) < (@at, @id)
        ORDER BY received_at DESC, id DESC
        LIMIT @limit
        """;

    private static readonly string Waiting = $"""
        SELECT count(*) AS waiting, min(next_attempt_at) AS next_at, max(error_message) AS reason
        FROM webhook_events
        WHERE {IsNamed} AND next_attempt_at IS NOT NULL
        """;

    private static readonly string LastApplied = $"""
        SELECT id, processed_at
        FROM webhook_events
        WHERE {IsNamed} AND status = 3 AND source = 1 AND error_message IS NULL AND processed_at IS NOT NULL
        ORDER BY processed_at DESC
        LIMIT 1
        """;

    // That somebody looked is in the audit log; here it would hide what happened.
    private static readonly string Acts = $"""
        SELECT {AuditRow.Columns}
        FROM audit_log
        WHERE company_id = @companyId AND tenant_id = @tenantId AND about {TSession.IsOneOf("@abouts")} AND action <> 'record.readRaw' AND (at, id) < (@at, @id)
        ORDER BY at DESC, id DESC
        LIMIT @limit
        """;

    public Task<StoryRows> Read(string companyId, string tenantId, string candidateId, StoryPlace? before, int limit, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var person = new { companyId, candidateId };
            var records = await session.Query(Records, person, RecordOf).ConfigureAwait(false);
            var processes = await session.Query(Processes, person, row => row.RequiredText("jobvite_id")).ConfigureAwait(false);
            var documents = await session.Query(Documents, person, row => $"{row.Id()}").ConfigureAwait(false);
            string[] people = [.. records.Select(one => one.JobviteId).Append(candidateId).Distinct(StringComparer.Ordinal)];
            var arguments = new
            {
                companyId,
                tenantId,
                candidateId,
                people,
                processes = processes.ToArray(),
                named = people.Concat(processes).Distinct(StringComparer.Ordinal).ToArray(),
                abouts = processes.Concat(documents).Append(candidateId).ToArray(),
                at = (before?.At ?? DateTimeOffset.UnixEpoch.AddYears(1000)).ToColumn(),
                id = before?.Id ?? Guid.Empty,
                limit = limit + 1,
            };
            List<StoryEvent> events =
            [
                .. await session.Query(Changes, arguments, ChangeOf).ConfigureAwait(false),
                .. await session.Query(Webhooks, arguments, WebhookOf).ConfigureAwait(false),
                .. await session.Query(Acts, arguments, ActOf).ConfigureAwait(false),
                .. records.Select(EventOf).OfType<StoryEvent>().Where(one => before is null || IsBehind(one, before)),
            ];
            var shown = Order(events).Take(limit).ToList();
            var rows = new StoryRows
            {
                Events = shown,
                HasOlder = events.Count > shown.Count,
                ReadAt = records.Count == 0 ? null : records.Max(one => one.ReadAt),
            };
            return before is not null ? rows : rows with
            {
                Waiting = (await session.QueryFirst(Waiting, arguments, row => new WaitingWebhooks(row.Integer("waiting"), row.OptionalTime("next_at"), row.Text("reason"))).ConfigureAwait(false))!,
                LastWebhook = await session.QueryFirst(LastApplied, arguments, row => new StoryCause(row.Id(), row.Time("processed_at"))).ConfigureAwait(false),
            };
        },
        cancellationToken);

    // As both databases order ids: by their bytes.
    private static IEnumerable<StoryEvent> Order(IEnumerable<StoryEvent> events) => events.OrderByDescending(one => one.At).ThenByDescending(one => $"{one.Id}", StringComparer.Ordinal);

    private static bool IsBehind(StoryEvent one, StoryPlace place) =>
        one.At < place.At || (one.At == place.At && string.CompareOrdinal($"{one.Id}", $"{place.Id}") < 0);

    private static StoryRecord RecordOf(DbDataReader row) => new(
        row.Id(), row.RequiredText("jobvite_id"), row.Text("job_id"), row.OptionalTime("at"), row.Time("read_at"), row.Number("is_person") == 1);

    private static StoryEvent? EventOf(StoryRecord record) => record.At is not { } at ? null : new StoryEvent
    {
        Id = record.Id,
        At = at,
        FirstSynced = record.IsPerson,
        Applied = record.IsPerson ? null : new StoryApplication(record.JobviteId, record.JobId),
    };

    private static StoryEvent ChangeOf(DbDataReader row)
    {
        var (what, application, from, to) = ((ChangeKind)row.Number("what"), row.Text("application_id"), row.Text("from_state"), row.Text("to_state"));
        return new StoryEvent
        {
            Id = row.Id(),
            At = row.Time("seen_at"),
            Change = new StoryChange
            {
                // What was noted before there was a feed is of the person or of an application.
                Type = row.Text("type") ?? new ChangeItem(application is null ? "candidate" : "application", SyncKind.Candidates, what) { From = from, To = to }.Type,
                RecordId = row.Text("record_id"),
                ApplicationId = application,
                JobId = row.Text("job_id"),
                From = from,
                To = to,
                Fields = [.. row.RequiredText("fields").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
                Cause = (FeedCause?)row.OptionalNumber("cause"),
                CauseId = row.OptionalId("cause_id"),
            },
        };
    }

    private static StoryEvent WebhookOf(DbDataReader row)
    {
        var webhook = WebhookMap.View(row);
        return new StoryEvent { Id = webhook.Id, At = webhook.Timestamp, Webhook = webhook };
    }

    private static StoryEvent ActOf(DbDataReader row)
    {
        var act = AuditRow.View(row);
        return new StoryEvent { Id = act.Id, At = act.At, Act = act };
    }

    /// <summary>The person or an application.</summary>
    private sealed record StoryRecord(Guid Id, string JobviteId, string? JobId, DateTimeOffset? At, DateTimeOffset ReadAt, bool IsPerson);
}
