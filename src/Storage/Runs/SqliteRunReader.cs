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
