using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Counts what happened per hour or day. Both statements read nothing but an index.</summary>
internal static class PostgresActivity
{
    // A row is never created after its last change, so the index over the last change bounds the search for new ones too.
    private const string Candidates = """
        SELECT extract(epoch FROM date_bin(@width, created_at, @since) - @since)::bigint / @seconds AS place, count(*) AS candidates
        FROM candidates
        WHERE company_id = @companyId AND updated_at >= @since AND created_at >= @since
        GROUP BY date_bin(@width, created_at, @since)
        """;

    private const string Events = """
        SELECT extract(epoch FROM date_bin(@width, received_at, @since) - @since)::bigint / @seconds AS place, status, count(*) AS events
        FROM webhook_events
        WHERE company_id = @companyId AND received_at >= @since
        GROUP BY date_bin(@width, received_at, @since), status
        """;

    public static async Task<CompanyActivity> Read(PostgresSession session, string companyId, ActivityUnit unit, int count)
    {
        var window = new ActivityWindow(unit, count, session.Now);
        var arguments = new { companyId, width = window.Width, since = window.Since, seconds = (long)window.Width.TotalSeconds };
        foreach (var (place, candidates) in await session.Query(Candidates, arguments, row => (row.Integer("place"), row.Number("candidates"))).ConfigureAwait(false))
        {
            window.AddCandidates(place, candidates);
        }

        var events = await session
            .Query(Events, arguments, row => (Place: row.Integer("place"), Status: (WebhookStatus)row.Number("status"), Count: row.Number("events")))
            .ConfigureAwait(false);
        foreach (var (place, status, received) in events)
        {
            window.AddWebhooks(place, status, received);
        }

        return window.ToActivity();
    }
}
