using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Lists runs, the one that began last first.</summary>
internal static class PostgresRunReader
{
    private static readonly PostgresList<SyncRun> Runs = new(
        ListName.Runs,
        "sync_runs",
        RunMap.Columns,
        new Dictionary<SortColumn, ListOrder> { [SortColumn.Changed] = ListOrder.Time("started_at", "run_id") },
        row => RunMap.State(row).Run);

    public static Task<Page<SyncRun>> List(
        PostgresDatabase database, string companyId, RunFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var conditions = new ListConditions(companyId)
            .When(filter.Kind, "kind = @kind", "kind", (int?)filter.Kind)
            .When(filter.Status, "status = @status", "status", (int?)filter.Status);
        return Runs.Read(database, conditions, page, includeRaw: false, cancellationToken);
    }
}

/// <summary>What has run of each kind.</summary>
internal static class PostgresRunHistory
{
    private const string Active = $"SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND status IN (1, 2) AND NOT waits";

    private const string LastEnded = $"""
        SELECT run.*
        FROM unnest(@kinds) AS one (kind)
        CROSS JOIN LATERAL (
            SELECT {RunMap.Columns} FROM sync_runs
            WHERE company_id = @companyId AND kind = one.kind AND finished_at IS NOT NULL
            ORDER BY finished_at DESC, run_id DESC
            LIMIT 1) AS run
        """;

    // The newest of either sort stands at the index's beginning.
    private const string Starts = $"""
        SELECT one.kind::int, last.started_at AS any_mode, last.watermark,
            (SELECT started_at FROM sync_runs
             WHERE company_id = @companyId AND kind = one.kind AND complete AND record_limit IS NULL AND mode = 2
             ORDER BY started_at DESC LIMIT 1) AS full_mode,
            (SELECT started_at FROM sync_runs
             WHERE company_id = @companyId AND kind = one.kind AND NOT waits AND (started_by = 1 OR record_limit IS NULL)
             ORDER BY started_at DESC LIMIT 1) AS regular
        FROM unnest(@kinds) AS one (kind)
        LEFT JOIN LATERAL (
            SELECT started_at, {RunMap.Watermark} AS watermark FROM sync_runs
            WHERE company_id = @companyId AND kind = one.kind AND complete AND record_limit IS NULL
            ORDER BY started_at DESC LIMIT 1) AS last ON true
        """;

    private const string Deletions = $"""
        SELECT kind::int, compared_at, withheld_by, withheld_at, missing, live, {WithheldDeletions.IsKept} AS is_kept FROM sync_deletions WHERE company_id = @companyId
        """;

    private static readonly SyncKind[] Kinds = Enum.GetValues<SyncKind>();

    public static async Task<IReadOnlyList<KindHistory>> Of(PostgresSession session, string companyId)
    {
        var company = new { companyId, kinds = Array.ConvertAll(Kinds, kind => (short)kind) };
        var active = await session.Query(Active, company, RunMap.State).ConfigureAwait(false);
        var ended = await session.Query(LastEnded, company, RunMap.State).ConfigureAwait(false);
        var deletions = await session
            .Query(Deletions, new { companyId }, row => (Kind: (SyncKind)row.Number("kind"), Row: RunMap.Deletions(row)))
            .ConfigureAwait(false);
        return await session
            .Query(Starts, company, row =>
            {
                var kind = (SyncKind)row.Number("kind");
                var found = deletions.Find(one => one.Kind == kind).Row;
                return new KindHistory
                {
                    Kind = kind,
                    Active = active.Find(run => run.Run.Kind == kind)?.Run,
                    LastEnded = ended.Find(run => run.Run.Kind == kind)?.Run,
                    LastRegularStartedAt = row.OptionalTime("regular"),
                    LastCompleteStartedAt = row.OptionalTime("any_mode"),
                    Watermark = row.OptionalTime("watermark"),
                    LastFullStartedAt = row.OptionalTime("full_mode"),
                    LastComparedStartedAt = found?.ComparedAt,
                    Withheld = found?.Withheld,
                };
            })
            .ConfigureAwait(false);
    }
}
