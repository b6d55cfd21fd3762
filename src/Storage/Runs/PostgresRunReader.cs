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
