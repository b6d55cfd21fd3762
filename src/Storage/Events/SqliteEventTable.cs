namespace Jobvite.Storage.Sqlite;

/// <summary>How events end and how their attempts are remembered.</summary>
internal static class SqliteEventTable
{
    /// <summary>Adds an attempt to the history and lets the oldest of more than 50 go. A path that does not exist removes nothing.</summary>
    public const string Remember = """
        history = json_remove(
            json_insert(history, '$[#]', json_object('At', @now, 'Error', @Error)),
            CASE WHEN json_array_length(history) >= 50 THEN '$[0]' ELSE '$.none' END)
        """;

    private const string Applied = $"""
        UPDATE webhook_events
        SET status = 3, processed_at = @now, next_attempt_at = NULL, error_message = @Note, attempts = attempts + 1, {Remember}
        WHERE company_id = @CompanyId AND status NOT IN (3, 6) AND id IN (SELECT value FROM json_each(@ids))
        """;

    /// <summary>The refresh that these events asked for is stored.</summary>
    public static void MarkApplied(SqliteSession session, RefreshWrite refresh)
    {
        if (refresh.ProcessedEvents.Count > 0)
        {
            session.Execute(Applied, new
            {
                refresh.CompanyId,
                refresh.Note,
                Error = (string?)null,
                ids = refresh.ProcessedEvents.ToColumn(),
                now = session.Now.ToColumn(),
            });
        }
    }
}
