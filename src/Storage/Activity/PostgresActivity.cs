using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Counts what happened per hour or day. Counted column by column: each is a stretch of an index, and nothing else is read.</summary>
internal static class PostgresActivity
{
    private const string Columns = "unnest(@starts, @ends) WITH ORDINALITY AS columns (since, until, place)";

    private const string Applications = $"""
        SELECT place, applications
        FROM {Columns}
        CROSS JOIN LATERAL (
            SELECT count(*) AS applications FROM applications
            WHERE company_id = @companyId AND deleted_at IS NULL AND sent_date >= since AND sent_date < until) AS counted
        WHERE applications > 0
        """;

    private const string Events = $"""
        SELECT place, status, events
        FROM {Columns}
        CROSS JOIN LATERAL (
            SELECT status, count(*) AS events FROM webhook_events
            WHERE company_id = @companyId AND received_at >= since AND received_at < until
            GROUP BY status) AS counted
        """;

    public static async Task<CompanyActivity> Read(PostgresDatabase database, string companyId, ActivityWindow window, CancellationToken cancellationToken)
    {
        (string, object?)[] arguments =
        [
            ("companyId", companyId),
            ("starts", window.Starts.Select(start => start.UtcDateTime).ToArray()),
            ("ends", window.Ends.Select(end => end.UtcDateTime).ToArray()),
        ];
        await database.Ask(PlanChoice.ByIndex, [PostgresStatement.Of(Applications, arguments), PostgresStatement.Of(Events, arguments)], Take, cancellationToken).ConfigureAwait(false);
        return window.ToActivity();

        void Take(int statement, DbDataReader row)
        {
            if (statement == 0)
            {
                window.AddApplications(row.Integer("place") - 1, row.Number("applications"));
            }
            else
            {
                window.AddWebhooks(row.Integer("place") - 1, (WebhookStatus)row.Number("status"), row.Number("events"));
            }
        }
    }
}
