using System.Data.Common;
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

    // Counted column by column: each is a stretch of an index, which is a third of the work of grouping all events by column.
    private const string Events = """
        SELECT place, status, events
        FROM generate_series(0, @last) AS place
        CROSS JOIN LATERAL (
            SELECT status, count(*) AS events FROM webhook_events
            WHERE company_id = @companyId AND received_at >= @since + place * @width
              AND received_at < CASE WHEN place < @last THEN @since + (place + 1) * @width ELSE 'infinity' END
            GROUP BY status) AS counted
        """;

    public static async Task<CompanyActivity> Read(
        PostgresDatabase database, string companyId, ActivityUnit unit, int count, CancellationToken cancellationToken)
    {
        var window = new ActivityWindow(unit, count, database.Time());
        (string, object?)[] arguments = [("companyId", companyId), ("width", window.Width), ("since", window.Since), ("seconds", (long)window.Width.TotalSeconds), ("last", window.Columns - 1)];
        await database.Ask(PlanChoice.ByIndex, [PostgresStatement.Of(Candidates, arguments), PostgresStatement.Of(Events, arguments)], Take, cancellationToken).ConfigureAwait(false);
        return window.ToActivity();

        void Take(int statement, DbDataReader row)
        {
            if (statement == 0)
            {
                window.AddCandidates(row.Integer("place"), row.Number("candidates"));
            }
            else
            {
                window.AddWebhooks(row.Integer("place"), (WebhookStatus)row.Number("status"), row.Number("events"));
            }
        }
    }
}
