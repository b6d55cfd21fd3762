namespace Jobvite.Storage.Postgres;

/// <summary>How events are chosen for a change, how they end, and how their attempts are remembered.</summary>
internal static class PostgresEventTable
{
    /// <summary>The chosen ones of a company, locked in one order, so that two that change the same events do not wait for each other.</summary>
    public const string Chosen = "SELECT id FROM webhook_events WHERE company_id = @companyId AND id = ANY (@ids)";

    public const string InOrder = "ORDER BY id FOR NO KEY UPDATE";

    /// <summary>The history without its oldest of 50: there is room for one more.</summary>
    public const string Room = "CASE WHEN jsonb_array_length(e.history) >= 50 THEN e.history - 0 ELSE e.history END";

    // Not locked in order first: that is a second look-up and an entry in the log for each row, a fifth of what the statement costs, for
    // the case that two activations settle the same events. The index hands them out in order anyway, and a deadlock is tried again.
    private const string Applied = $"""
        UPDATE webhook_events AS e
        SET status = 3, processed_at = @now, next_attempt_at = NULL, error_message = @note, attempts = attempts + 1,
            history = {Room} || jsonb_build_array(jsonb_build_object('At', @at, 'Error', NULL::text))
        WHERE company_id = @companyId AND id = ANY (@ids) AND status NOT IN (3, 6)
        """;

    /// <summary>The refresh that these events asked for is stored.</summary>
    public static async Task MarkApplied(PostgresSession session, RefreshWrite refresh)
    {
        if (refresh.ProcessedEvents.Count > 0)
        {
            await session.Execute(Applied, new
            {
                companyId = refresh.CompanyId,
                note = refresh.Note.ToColumn(),
                ids = refresh.ProcessedEvents.ToArray(),
                now = session.Now,
                at = session.Now.ToUnixTimeMilliseconds(),
            }).ConfigureAwait(false);
        }
    }
}
