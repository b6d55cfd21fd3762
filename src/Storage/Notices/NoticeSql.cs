using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Which notices are due, in statements that both databases share.</summary>
internal static class NoticeSql
{
    /// <summary>What subjects of incidents begin with, and of which kind they are. Whatever is not here is about the connection.</summary>
    private static readonly (string Subject, NoticeKinds Kind)[] Kinds =
    [
        ("run:", NoticeKinds.Syncs),
        ("schedule:", NoticeKinds.Syncs),
        ("deletions:", NoticeKinds.Syncs),
        ("withheld:", NoticeKinds.Syncs),
        ("webhooks:", NoticeKinds.Webhooks),
        (EndpointTrouble.Subject, NoticeKinds.Endpoints),
        ("budget:", NoticeKinds.Budget),
    ];

    /// <summary>What a channel that is set up is about: connected companies whose health was judged a short while ago.</summary>
    private const string Channels = """
        notice_channels AS c
        JOIN notice_settings AS s ON s.company_id = c.company_id
        JOIN company_directory AS d ON d.company_id = c.company_id AND d.connected
        JOIN company_health AS h ON h.company_id = c.company_id AND h.judged_at >= @judgedSince
        """;

    private const string IsFree = "(c.claimed_until IS NULL OR c.claimed_until <= @now) AND (c.next_at IS NULL OR c.next_at <= @now)";

    private const string Mark = "notice_marks AS m ON m.company_id = c.company_id AND m.channel = c.channel AND m.subject = i.subject";

    /// <summary>Incidents that last and were not told, or not for a day.</summary>
    private static readonly string Lasting = $"""
        FROM {Channels}
        JOIN health_incidents AS i ON i.company_id = c.company_id AND i.ended_at IS NULL AND i.started_at <= @settled
        LEFT JOIN {Mark}
        WHERE {IsWanted("i.subject")} AND (i.severe OR NOT s.severe_only)
          AND (m.subject IS NULL OR m.ended_at IS NOT NULL OR coalesce(m.reminded_at, m.begun_at) <= @remindedBefore)
        """;

    /// <summary>
    /// Incidents that ended: the last one of each subject that is not open again. Told ones are told to be over; those that were not told are told as a
    /// whole, unless that is long ago.
    /// </summary>
    private static readonly string Over = $"""
        FROM {Channels}
        JOIN health_incidents AS i ON i.company_id = c.company_id AND i.ended_at <= @settled
        LEFT JOIN {Mark}
        WHERE {IsWanted("i.subject")}
          AND (m.begun_at IS NOT NULL AND m.ended_at IS NULL
               OR i.ended_at >= @forgottenBefore AND i.ended_at > coalesce(m.ended_at, c.since) AND (i.severe OR NOT s.severe_only))
          AND NOT EXISTS (
              SELECT 1 FROM health_incidents AS later
              WHERE later.company_id = i.company_id AND later.subject = i.subject AND later.id <> i.id AND (later.ended_at IS NULL OR later.ended_at > i.ended_at))
        """;

    public static readonly string FindDue = $"""
        SELECT company_id, channel
        FROM (
            SELECT c.company_id, c.channel {Lasting} AND {IsFree}
            UNION
            SELECT c.company_id, c.channel {Over} AND {IsFree}) AS found
        ORDER BY company_id, channel
        LIMIT @limit
        """;

    public static readonly string ReadDue = $"""
        SELECT * FROM (
            SELECT i.*, CASE WHEN m.ended_at IS NULL THEN coalesce(m.reminded_at, m.begun_at) END AS told {Lasting} AND c.company_id = @companyId AND c.channel = @channel
            UNION ALL
            SELECT i.*, CASE WHEN m.ended_at IS NULL THEN coalesce(m.reminded_at, m.begun_at) END AS told {Over} AND c.company_id = @companyId AND c.channel = @channel) AS found
        ORDER BY coalesce(ended_at, started_at), id
        LIMIT @limit
        """;

    public static readonly string TakeOne = $"""
        UPDATE notice_channels AS c SET claim = claim + 1, claimed_until = @until
        WHERE c.company_id = @companyId AND c.channel = @channel AND {IsFree}
        """;

    /// <summary>Readers who are not told of a kind any more are told nothing of it later either, as if they knew it.</summary>
    public static readonly string RemoveUnwanted = $"""
        DELETE FROM notice_marks
        WHERE company_id = @companyId AND NOT EXISTS (SELECT 1 FROM notice_settings AS s WHERE s.company_id = @companyId AND {IsWanted("notice_marks.subject")})
        """;

    public const string Told = """
        INSERT INTO notice_marks AS old (company_id, channel, subject, incident_id, begun_at, reminded_at, ended_at)
        VALUES (@companyId, @channel, @subject, @incidentId, @now, NULL, @endedAt)
        ON CONFLICT (company_id, channel, subject) DO UPDATE SET
            incident_id = excluded.incident_id,
            begun_at = CASE WHEN old.ended_at IS NULL THEN old.begun_at ELSE excluded.begun_at END,
            reminded_at = CASE WHEN old.ended_at IS NULL AND excluded.ended_at IS NULL THEN excluded.begun_at END,
            ended_at = excluded.ended_at
        """;

    public static NoticeKinds KindOf(string subject) =>
        Array.Find(Kinds, kind => subject.StartsWith(kind.Subject, StringComparison.Ordinal)) is { Kind: not NoticeKinds.None and var kind } ? kind : NoticeKinds.Connection;

    public static DueNotice Due(DbDataReader row)
    {
        var (incident, told) = (HealthMap.Incident(row), row.OptionalTime("told"));
        return new DueNotice(incident.EndedAt is not null ? NoticeSaying.Ended : told is not null ? NoticeSaying.Reminder : NoticeSaying.Begun, incident, told);
    }

    private static string IsWanted(string subject) =>
        $"(s.kinds & CASE {string.Concat(Kinds.Select(kind => $"WHEN {subject} LIKE '{kind.Subject}%' THEN {(int)kind.Kind} "))}ELSE {(int)NoticeKinds.Connection} END) <> 0";
}
