using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Reads runs and moves them from page to page.</summary>
internal static class SqliteRunTable
{
    public const string Columns = """
        company_id, run_id, kind, mode, started_by, status, started_at, finished_at, record_limit, changed_since, next_cursor, epoch,
        cancel_requested, deletion_blocked, failed_without_id, total, fetched, created, updated, unchanged, deleted, failed, pages, error, failures
        """;

    private const string FindOne = $"SELECT {Columns} FROM sync_runs WHERE company_id = @companyId AND run_id = @runId";

    private const string Advance = """
        UPDATE sync_runs
        SET status = @running, next_cursor = @NextCursor, heartbeat_at = @now, total = @Total, fetched = @Fetched, created = @Created,
            updated = @Updated, unchanged = @Unchanged, failed = @Failed, pages = @Pages, failures = @failures,
            deletion_blocked = coalesce(deletion_blocked, @DeletionBlocked),
            failed_without_id = failed_without_id OR @failedWithoutId
        WHERE company_id = @CompanyId AND run_id = @runId
        """;

    public static SqliteRunState? Find(SqliteSession session, string companyId, Guid runId) =>
        session.QueryFirst(FindOne, new { companyId, runId = runId.ToColumn() }, Map);

    public static void SavePage(SqliteSession session, SqliteRunState run, RunPage page, SyncProgress progress) => session.Execute(
        Advance,
        new
        {
            run.CompanyId,
            runId = run.Run.RunId.ToColumn(),
            running = RunStatus.Running,
            page.NextCursor,
            page.DeletionBlocked,
            failedWithoutId = page.Failures.Any(f => f.Id is null),
            now = session.Now.ToColumn(),
            progress.Total,
            progress.Fetched,
            progress.Created,
            progress.Updated,
            progress.Unchanged,
            progress.Failed,
            progress.Pages,
            failures = RunFailures.Append(run.FailuresJson, page.Failures),
        });

    public static SqliteRunState Map(DbDataReader row)
    {
        var failures = row.RequiredText("failures");
        var run = new SyncRun
        {
            RunId = row.Id("run_id"),
            Kind = (SyncKind)row.Number("kind"),
            Mode = (SyncMode)row.Number("mode"),
            Status = (RunStatus)row.Number("status"),
            Trigger = (RunTrigger)row.Number("started_by"),
            StartedAt = row.Time("started_at"),
            FinishedAt = row.OptionalTime("finished_at"),
            Progress = Progress(row),
            Error = row.Text("error"),
            Failures = RunFailures.Parse(failures),
        };
        return new SqliteRunState(row.RequiredText("company_id"), run, failures)
        {
            Epoch = row.Number("epoch"),
            CancelRequested = row.Flag("cancel_requested"),
            Cursor = row.Text("next_cursor"),
            Limit = row.OptionalNumber("record_limit"),
            ChangedSince = row.OptionalTime("changed_since"),
            DeletionBlocked = row.Text("deletion_blocked"),
            FailedWithoutId = row.Flag("failed_without_id"),
        };
    }

    private static SyncProgress Progress(DbDataReader row) => new()
    {
        Fetched = row.Number("fetched"),
        Total = row.OptionalNumber("total"),
        Created = row.Number("created"),
        Updated = row.Number("updated"),
        Unchanged = row.Number("unchanged"),
        Deleted = row.Number("deleted"),
        Failed = row.Number("failed"),
        Pages = row.Number("pages"),
    };
}
