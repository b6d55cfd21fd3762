using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Lists runs, the one that began last first.</summary>
internal static class SqliteRunReader
{
    private static readonly SqliteList<SyncRun> Runs =
        new(ListName.Runs, "sync_runs", RunMap.Columns, new Dictionary<SortColumn, ListOrder> { [SortColumn.Changed] = ListOrder.Time("started_at", "run_id") }, row => RunMap.State(row).Run);

    public static Page<SyncRun> List(SqliteSession session, string companyId, RunFilter filter, PageRequest page)
    {
        var conditions = new ListConditions(companyId)
            .When(filter.Kind, "kind = @kind", "kind", (int?)filter.Kind)
            .When(filter.Status, "status = @status", "status", (int?)filter.Status);
        return Runs.Read(session, conditions, page);
    }
}

/// <summary>What has run of a kind.</summary>
internal static class SqliteRunHistory
{
    private const string LastEnded = $"""
        SELECT {RunMap.Columns} FROM sync_runs
        WHERE company_id = @companyId AND kind = @kind AND finished_at IS NOT NULL
        ORDER BY finished_at DESC, run_id DESC
        LIMIT 1
        """;

    private const string LastComplete = $"""
        SELECT started_at, {RunMap.Watermark} AS watermark FROM sync_runs
        WHERE company_id = @companyId AND kind = @kind AND complete = 1 AND record_limit IS NULL
        ORDER BY started_at DESC
        LIMIT 1
        """;

    private const string LastFull = """
        SELECT max(started_at) FROM sync_runs
        WHERE company_id = @companyId AND kind = @kind AND complete = 1 AND record_limit IS NULL AND mode = 2
        """;

    private const string LastRegular = """
        SELECT started_at FROM sync_runs
        WHERE company_id = @companyId AND kind = @kind AND NOT waits AND (started_by = 1 OR record_limit IS NULL)
        ORDER BY started_at DESC
        LIMIT 1
        """;

    private const string Deletions = $"""
        SELECT compared_at, withheld_by, withheld_at, missing, live, {WithheldDeletions.IsKept} AS is_kept FROM sync_deletions WHERE company_id = @companyId AND kind = @kind
        """;

    public static KindHistory Of(SqliteSession session, string companyId, SyncKind kind)
    {
        var key = new { companyId, kind };
        var deletions = session.QueryFirst(Deletions, key, RunMap.Deletions);
        var complete = session.QueryFirst(LastComplete, key, row => new { StartedAt = row.Time("started_at"), Watermark = row.OptionalTime("watermark") });
        return new KindHistory
        {
            Kind = kind,
            Active = SqliteRunStore.FindActive(session, companyId, kind, waits: false)?.Run,
            LastEnded = session.QueryFirst(LastEnded, key, RunMap.State)?.Run,
            LastRegularStartedAt = Time(session.Scalar<long?>(LastRegular, key)),
            LastCompleteStartedAt = complete?.StartedAt,
            Watermark = complete?.Watermark,
            LastFullStartedAt = Time(session.Scalar<long?>(LastFull, key)),
            LastComparedStartedAt = deletions?.ComparedAt,
            Withheld = deletions?.Withheld,
        };
    }

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
}
