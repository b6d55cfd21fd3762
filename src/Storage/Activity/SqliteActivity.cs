using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Counts what happened per hour or day. Counted column by column: each is a stretch of an index, and nothing else is read.</summary>
internal static class SqliteActivity
{
    private const string Applications = """
        SELECT count(*) FROM applications INDEXED BY applications_sent
        WHERE company_id = @companyId AND deleted_at IS NULL AND sent_date >= @since AND sent_date < @until
        """;

    // All statuses are named because the index goes by status before time.
    private const string Events = """
        SELECT status, count(*) AS events
        FROM webhook_events INDEXED BY webhook_events_status
        WHERE company_id = @companyId AND status IN (1, 2, 3, 4, 5, 6) AND received_at >= @since AND received_at < @until
        GROUP BY status
        """;

    public static CompanyActivity Read(SqliteSession session, string companyId, ActivityWindow window)
    {
        for (var i = 0; i < window.Starts.Length; i++)
        {
            var stretch = new { companyId, since = window.Starts[i].ToColumn(), until = window.Ends[i].ToColumn() };
            window.AddApplications(i, (int)session.Scalar<long>(Applications, stretch));
            foreach (var (status, events) in session.Query(Events, stretch, row => ((WebhookStatus)row.Number("status"), row.Number("events"))))
            {
                window.AddWebhooks(i, status, events);
            }
        }

        return window.ToActivity();
    }
}
