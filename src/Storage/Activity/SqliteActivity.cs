using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Counts what happened per hour or day. Both statements read nothing but an index.</summary>
internal static class SqliteActivity
{
    // A row is never created after its last change, so the index over the last change bounds the search for new ones too.
    private const string Candidates = """
        SELECT (created_at - @since) / @width AS place, count(*) AS candidates
        FROM candidates INDEXED BY candidates_newest
        WHERE company_id = @companyId AND updated_at >= @since AND created_at >= @since
        GROUP BY place
        """;

    // All statuses are named because the index goes by status before time.
    private const string Events = """
        SELECT (received_at - @since) / @width AS place, status, count(*) AS events
        FROM webhook_events INDEXED BY webhook_events_status
        WHERE company_id = @companyId AND status IN (1, 2, 3, 4, 5, 6) AND received_at >= @since
        GROUP BY place, status
        """;

    public static CompanyActivity Read(SqliteSession session, string companyId, ActivityUnit unit, int count)
    {
        var window = new ActivityWindow(unit, count, session.Now);
        var arguments = new { companyId, width = (long)window.Width.TotalMilliseconds, since = window.Since.ToColumn() };
        foreach (var (place, candidates) in session.Query(Candidates, arguments, row => (row.Integer("place"), row.Number("candidates"))))
        {
            window.AddCandidates(place, candidates);
        }

        foreach (var (place, status, events) in session.Query(
            Events, arguments, row => (row.Integer("place"), (WebhookStatus)row.Number("status"), row.Number("events"))))
        {
            window.AddWebhooks(place, status, events);
        }

        return window.ToActivity();
    }
}
