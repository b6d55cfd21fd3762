using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The statements that both databases share, and how their rows are read.</summary>
internal static class HealthMap
{
    public const int MostEnded = 20;

    public static readonly TimeSpan KeepsEnded = TimeSpan.FromDays(90);

    public const string SaveContacts = """
        INSERT INTO health_contacts AS old (company_id, point, last_contact_at, last_success_at, failures, since, kind, error, what_to_do)
        VALUES (@CompanyId, @Point, @LastContactAt, @LastSuccessAt, @Failures, @Since, @Kind, @Error, @WhatToDo)
        ON CONFLICT (company_id, point) DO UPDATE SET
            last_contact_at = excluded.last_contact_at,
            last_success_at = coalesce(excluded.last_success_at, old.last_success_at),
            failures = CASE WHEN excluded.last_success_at IS NULL THEN old.failures + excluded.failures ELSE excluded.failures END,
            since = CASE WHEN old.failures = 0 AND excluded.failures = 0 THEN old.since
                         WHEN old.failures > 0 AND excluded.last_success_at IS NULL THEN old.since
                         ELSE excluded.since END,
            kind = excluded.kind, error = excluded.error, what_to_do = excluded.what_to_do
        """;

    public const string ReadEndpoints = """
        SELECT id, url, enabled, failing_since, disabled_at, disabled_reason, last_error FROM webhook_endpoints
        WHERE company_id = @companyId AND ((enabled AND failing_since IS NOT NULL) OR (NOT enabled AND disabled_reason IS NOT NULL))
        ORDER BY created_at, id
        """;

    public const string ReadContacts = "SELECT * FROM health_contacts WHERE company_id = @companyId ORDER BY point";

    public const string ReadBacklog = """
        SELECT count(*) AS waiting, min(received_at) AS oldest, coalesce(sum(CASE WHEN error_message IS NULL THEN 0 ELSE 1 END), 0) AS failing,
               (SELECT count(*) FROM webhook_events WHERE company_id = @companyId AND status = 5) AS dead
        FROM webhook_events
        WHERE company_id = @companyId AND next_attempt_at IS NOT NULL
        """;

    public const string ReadRejected = """
        SELECT received_at FROM webhook_events
        WHERE company_id = @companyId AND status = 6 AND received_at >= @hourAgo AND NOT signature_valid
        ORDER BY received_at DESC
        LIMIT 500
        """;

    public const string AddRefusals = """
        INSERT INTO webhook_refusals AS old (company_id, minute, refused) VALUES (@CompanyId, @Minute, @Count)
        ON CONFLICT (company_id, minute) DO UPDATE SET refused = old.refused + excluded.refused
        """;

    public const string RemoveOldRefusals = "DELETE FROM webhook_refusals WHERE company_id = @CompanyId AND minute < @HourAgo";

    public const string CountRefusals = "SELECT coalesce(sum(refused), 0) FROM webhook_refusals WHERE company_id = @companyId AND minute >= @hourAgo";

    /// <summary>Needs what a write needs, and changes nothing.</summary>
    public const string Ping = "UPDATE company_health SET status = status WHERE company_id = ''";

    public const string ReadIncidents = """
        SELECT * FROM (
            SELECT * FROM health_incidents WHERE company_id = @companyId AND ended_at IS NULL
            UNION ALL
            SELECT * FROM (
                SELECT * FROM health_incidents WHERE company_id = @companyId AND ended_at IS NOT NULL
                ORDER BY ended_at DESC, id LIMIT @mostEnded) AS ended) AS found
        ORDER BY ended_at IS NOT NULL, ended_at DESC, severe DESC, started_at, id
        """;

    public const string ReadStatus = "SELECT status, version, version_since, judged_at FROM company_health WHERE company_id = @companyId";

    public const string SaveStatus = """
        INSERT INTO company_health AS old (company_id, status, version, version_since, judged_at, watched_since) VALUES (@companyId, @status, @version, @now, @now, @now)
        ON CONFLICT (company_id) DO UPDATE SET
            status = excluded.status, version = excluded.version, judged_at = excluded.judged_at, watched_since = coalesce(old.watched_since, old.version_since),
            version_since = CASE WHEN old.version = excluded.version THEN old.version_since ELSE excluded.version_since END
        """;

    public const string NoteJudged = "UPDATE company_health SET judged_at = @now WHERE company_id = @companyId";

    public const string Open = """
        INSERT INTO health_incidents AS old (company_id, id, subject, severe, started_at, cause, effect, what_to_do)
        VALUES (@companyId, @id, @Subject, @Severe, @startedAt, @Cause, @Effect, @WhatToDo)
        ON CONFLICT (company_id, subject) WHERE ended_at IS NULL DO UPDATE SET
            severe = excluded.severe, cause = excluded.cause, effect = excluded.effect, what_to_do = excluded.what_to_do
        """;

    public const string RemoveOld = "DELETE FROM health_incidents WHERE company_id = @companyId AND ended_at < @old";

    public const string FindDue = """
        SELECT d.company_id
        FROM company_directory AS d LEFT JOIN company_health AS h ON h.company_id = d.company_id
        WHERE (h.judged_at IS NULL OR h.judged_at < @before) AND (d.connected OR coalesce(h.status, 0) <> 0)
        ORDER BY coalesce(h.judged_at, @never), d.company_id
        LIMIT @limit
        """;

    public const string CountCompanies = """
        SELECT CASE WHEN NOT d.connected THEN 0 ELSE coalesce(h.status, 2) END AS status, count(*) AS companies
        FROM company_directory AS d LEFT JOIN company_health AS h ON h.company_id = d.company_id
        GROUP BY CASE WHEN NOT d.connected THEN 0 ELSE coalesce(h.status, 2) END
        """;

    public const string CountIncidents = "SELECT count(*) FROM health_incidents WHERE ended_at IS NULL";

    // By the newest run of each company and kind, which an index has: the table holds every run of a month.
    public const string OldestComplete = """
        SELECT kind, min(complete_since) AS oldest
        FROM (
            SELECT k.kind, (
                SELECT max(r.started_at) FROM sync_runs AS r
                WHERE r.company_id = d.company_id AND r.kind = k.kind AND r.complete AND r.record_limit IS NULL) AS complete_since
            FROM company_directory AS d CROSS JOIN (SELECT 1 AS kind UNION ALL SELECT 2 UNION ALL SELECT 3) AS k
            WHERE d.connected AND CASE k.kind WHEN 1 THEN d.sync_jobs WHEN 2 THEN d.sync_candidates ELSE d.sync_onboarding END) AS newest
        WHERE complete_since IS NOT NULL
        GROUP BY kind
        """;

    public static DateTimeOffset MinuteOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    public static StoredContact Contact(DbDataReader row) => new(
        (ContactPoint)row.Number("point"),
        row.Time("last_contact_at"),
        row.OptionalTime("last_success_at"),
        row.Number("failures"),
        row.Time("since"),
        row.Number("kind"),
        row.Text("error"),
        row.Text("what_to_do"));

    public static EndpointTrouble Endpoint(DbDataReader row) => new(
        row.Id(),
        Uri.TryCreate(row.RequiredText("url"), UriKind.Absolute, out var url) ? url.Host : "",
        row.OptionalTime("failing_since"),
        row.Flag("enabled") ? null : row.OptionalTime("disabled_at"),
        row.Flag("enabled") ? row.Text("last_error") : row.Text("disabled_reason"));

    public static HealthIncident Incident(DbDataReader row) => new()
    {
        Id = row.Id(),
        Subject = row.RequiredText("subject"),
        StartedAt = row.Time("started_at"),
        EndedAt = row.OptionalTime("ended_at"),
        Cause = row.RequiredText("cause"),
        Effect = row.RequiredText("effect"),
        WhatToDo = row.RequiredText("what_to_do"),
        Severe = row.Flag("severe"),
    };

    public static HealthRows Backlog(DbDataReader row) => new()
    {
        Waiting = row.Integer("waiting"),
        OldestWaitingAt = row.OptionalTime("oldest"),
        Failing = row.Integer("failing"),
        Dead = row.Integer("dead"),
    };

    public static HealthRows Status(DbDataReader row) => new()
    {
        Status = (HealthStatus)row.Number("status"),
        Version = row.Number("version"),
        VersionSince = row.Time("version_since"),
        JudgedAt = row.Time("judged_at"),
    };

    public static HealthRows Join(
        HealthRows backlog,
        HealthRows? status,
        IReadOnlyList<StoredContact> contacts,
        IReadOnlyList<DateTimeOffset> rejected,
        long refused,
        IReadOnlyList<HealthIncident> incidents) =>
        backlog with
        {
            Contacts = contacts,
            Rejected = rejected,
            RefusedLastHour = refused,
            Incidents = incidents,
            Status = status?.Status,
            Version = status?.Version ?? 0,
            VersionSince = status?.VersionSince,
            JudgedAt = status?.JudgedAt,
        };

    public static HealthTotals Totals(
        IEnumerable<(HealthStatus Status, long Companies)> companies, long incidents, IEnumerable<(SyncKind Kind, DateTimeOffset Oldest)> complete) => new()
        {
            Companies = companies.ToDictionary(row => row.Status, row => row.Companies),
            IncidentsOpen = incidents,
            OldestComplete = complete.ToDictionary(row => row.Kind, row => row.Oldest),
        };

    public static (HealthStatus Status, long Companies) Count(DbDataReader row) => ((HealthStatus)row.Number("status"), row.Integer("companies"));

    public static (SyncKind Kind, DateTimeOffset Oldest) Complete(DbDataReader row) => ((SyncKind)row.Number("kind"), row.Time("oldest"));
}
