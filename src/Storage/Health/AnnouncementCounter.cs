using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// Counts which changes Jobvite's webhooks announced (docs/adr/0040): those that a refresh stores because an event named the record, and those that
/// a run finds although an event named it shortly before. What a run finds without one is missed. A statement or two for a transaction that
/// changed records; none for one that changed nothing.
/// </summary>
internal static class AnnouncementCounter
{
    /// <summary>What changed less long ago may still be announced: nobody judges it.</summary>
    private static readonly TimeSpan TooYoung = TimeSpan.FromMinutes(2);

    /// <summary>What changed longer ago was not looked for when it happened: the service or its schedule stood still.</summary>
    private static readonly TimeSpan TooOld = TimeSpan.FromHours(24);

    /// <summary>An event may be dated before the change that it announces: Jobvite's clock is not ours.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(10);

    /// <summary>Whoever sent an accepted webhook within this time sends webhooks.</summary>
    private static readonly TimeSpan HeardWithin = TimeSpan.FromDays(7);

    private const string Add = """
        INSERT INTO announced_changes AS old (company_id, kind, day, announced, missed, unheard, w1, w2, w3, w4, w5, w6, w7, w8, w9)
        VALUES (@companyId, @kind, @day, @announced, @missed, @unheard, @w1, @w2, @w3, @w4, @w5, @w6, @w7, @w8, @w9)
        ON CONFLICT (company_id, kind, day) DO UPDATE SET
            announced = old.announced + excluded.announced, missed = old.missed + excluded.missed, unheard = old.unheard + excluded.unheard,
            w1 = old.w1 + excluded.w1, w2 = old.w2 + excluded.w2, w3 = old.w3 + excluded.w3, w4 = old.w4 + excluded.w4, w5 = old.w5 + excluded.w5,
            w6 = old.w6 + excluded.w6, w7 = old.w7 + excluded.w7, w8 = old.w8 + excluded.w8, w9 = old.w9 + excluded.w9
        """;

    private const string Heard = """
        SELECT 1 FROM webhook_events
        WHERE company_id = @companyId AND received_at >= @since AND source = @source AND signature_valid
        ORDER BY received_at DESC
        LIMIT 1
        """;

    private const string Sums = """
        kind, sum(announced) AS announced, sum(missed) AS missed, sum(unheard) AS unheard,
        sum(w1) AS w1, sum(w2) AS w2, sum(w3) AS w3, sum(w4) AS w4, sum(w5) AS w5, sum(w6) AS w6, sum(w7) AS w7, sum(w8) AS w8, sum(w9) AS w9
        """;

    public const string Read = $"SELECT {Sums} FROM announced_changes WHERE company_id = @companyId AND day >= @firstDay GROUP BY kind ORDER BY kind";

    public const string RemoveOld = "DELETE FROM announced_changes WHERE company_id = @companyId AND day < @old";

    /// <summary>The beginning of the day of a time, UTC.</summary>
    public static DateTimeOffset DayOf(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);

    public static AnnouncedCount Count(DbDataReader row) => new(
        (SyncKind)row.Number("kind"), row.Integer("announced"), row.Integer("missed"), row.Integer("unheard"), [.. Enumerable.Range(1, AnnouncedBounds.Count).Select(i => row.Integer($"w{i}"))]);

    /// <param name="session">The transaction that changes the records.</param>
    /// <param name="companyId">Whose.</param>
    /// <param name="cause">What made the changes known.</param>
    /// <param name="items">The changes that are told of: none of a first sync.</param>
    public static async Task Count<TSession>(TSession session, string companyId, ChangeCause? cause, IEnumerable<ChangeItem> items)
        where TSession : ISession
    {
        if (cause is not { IsJudged: true })
        {
            return;
        }

        var changed = items
            .Where(item => item is { Sync: not null, Kind: "job" or "candidate" or "application" or "process", What: ChangeKind.Created or ChangeKind.Updated or ChangeKind.Restored })
            .GroupBy(item => (Kind: item.Sync!.Value, Id: item.Sync is SyncKind.Candidates ? item.CandidateId : item.RecordId), item => item)
            .Select(same => new Changed(same.Key.Kind, [.. same.SelectMany(item => new[] { item.RecordId, item.CandidateId, item.ApplicationId }).OfType<string>().Distinct(StringComparer.Ordinal)])
            {
                At = same.Max(item => item.SourceUpdatedAt),
                AnnouncedAt = same.Select(cause.AnnouncedAt).FirstOrDefault(at => at is not null),
            })
            .ToList();
        foreach (var kind in changed.GroupBy(one => one.Kind))
        {
            await Count(session, companyId, kind.Key, [.. kind]).ConfigureAwait(false);
        }
    }

    private static async Task Count<TSession>(TSession session, string companyId, SyncKind kind, List<Changed> changed)
        where TSession : ISession
    {
        var now = session.Now;
        var source = (short)(kind switch
        {
            SyncKind.Jobs => WebhookSource.Job,
            SyncKind.Candidates => WebhookSource.Candidate,
            _ => WebhookSource.Onboarding,
        });
        var open = changed.Where(one => one.AnnouncedAt is null && !(one.At > now - TooYoung) && !(one.At < now - TooOld)).ToList();
        var events = open.Count == 0 ? [] : await session.Query(
            Naming<TSession>.Sql,
            new { companyId, source, since = now - TooOld - Before, ids = open.SelectMany(one => one.Ids).ToArray() },
            row => (At: row.Time("received_at"), Id: row.Text("entity_id"), Application: row.Text("application_id"))).ConfigureAwait(false);
        List<Changed> missed = [];
        foreach (var one in open)
        {
            var first = events.Where(e => e.At >= (one.At ?? now - TooOld) - Before && one.Ids.Any(id => id == e.Id || id == e.Application)).OrderBy(e => e.At).FirstOrDefault();
            one.AnnouncedAt = first.Id is null ? null : first.At;
            if (one.AnnouncedAt is null)
            {
                missed.Add(one);
            }
        }

        var announced = changed.Where(one => one.AnnouncedAt is not null).ToList();
        var isHeard = announced.Count > 0 || missed.Count == 0
            || await session.Scalar<int?>(Heard, new { companyId, source, since = now - HeardWithin }).ConfigureAwait(false) is not null;
        if (announced.Count + missed.Count == 0)
        {
            return;
        }

        Span<int> waits = stackalloc int[AnnouncedBounds.Count];
        foreach (var one in announced)
        {
            if (one is { At: { } at, AnnouncedAt: { } came } && came - at < TooOld)
            {
                var index = Array.FindIndex(AnnouncedBounds.All, bound => came - at <= bound);
                waits[index < 0 ? AnnouncedBounds.All.Length : index]++;
            }
        }

        await session.Execute(Add, Row(waits)).ConfigureAwait(false);

        object Row(ReadOnlySpan<int> w) => new
        {
            companyId,
            kind = (short)kind,
            day = DayOf(now),
            announced = announced.Count,
            missed = isHeard ? missed.Count : 0,
            unheard = isHeard ? 0 : missed.Count,
            w1 = w[0],
            w2 = w[1],
            w3 = w[2],
            w4 = w[3],
            w5 = w[4],
            w6 = w[5],
            w7 = w[6],
            w8 = w[7],
            w9 = w[8],
        };
    }

    /// <summary>A record that changed, a person with all that belongs to it counted once.</summary>
    private sealed record Changed(SyncKind Kind, string[] Ids)
    {
        /// <summary>When it changed, as Jobvite says; null when it does not.</summary>
        public DateTimeOffset? At { get; init; }

        /// <summary>When the event came that named it.</summary>
        public DateTimeOffset? AnnouncedAt { get; set; }
    }

    private static class Naming<TSession>
        where TSession : ISession
    {
        public static readonly string Sql = $"""
            SELECT received_at, entity_id, application_id FROM webhook_events
            WHERE company_id = @companyId AND received_at >= @since AND source = @source AND signature_valid
              AND (entity_id {TSession.IsOneOf("@ids")} OR application_id {TSession.IsOneOf("@ids")})
            """;
    }
}

/// <summary>What is counted of one kind.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Announced">Changes that a webhook announced.</param>
/// <param name="Missed">Changes that a run found and no webhook had announced.</param>
/// <param name="Unheard">Such changes from times in which no webhooks of the kind arrived.</param>
/// <param name="Waits">How late the announced ones came, by <see cref="AnnouncedBounds"/>.</param>
public sealed record AnnouncedCount(SyncKind Kind, long Announced, long Missed, long Unheard, IReadOnlyList<long> Waits);

/// <summary>Spans of how late a webhook came.</summary>
public static class AnnouncedBounds
{
    /// <summary>Upper bounds; a last span has what came later.</summary>
    public static TimeSpan[] All { get; } =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
    ];

    /// <summary>How many spans there are.</summary>
    public static int Count => All.Length + 1;
}
