using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes runs of rows.</summary>
internal static class RunMap
{
    public const string Columns = """
        company_id, run_id, kind, mode, started_by, status, started_at, finished_at, record_limit, changed_since, next_cursor, epoch,
        cancel_requested, deletion_blocked, failed_without_id, total, fetched, created, updated, unchanged, stale, suppressed, deleted, failed, pages, error, failures,
        page_size, source_since, confirms, waits, requests
        """;

    /// <summary>Moves a run behind a page.</summary>
    public const string Advance = """
        UPDATE sync_runs
        SET status = @running, next_cursor = @NextCursor, heartbeat_at = @now, total = @Total, fetched = @Fetched, created = @Created,
            updated = @Updated, unchanged = @Unchanged, stale = @Stale, suppressed = @Suppressed, failed = @Failed, pages = @Pages, failures = @failures,
            deletion_blocked = coalesce(deletion_blocked, @deletionBlocked), page_size = coalesce(@pageSize, page_size), error = NULL,
            failed_without_id = failed_without_id OR @failedWithoutId
        WHERE company_id = @companyId AND run_id = @runId
        """;

    /// <summary>
    /// Of a complete run: since when the next one must ask. The run's start, not its end: what changed while the run was reading may have been
    /// read before it changed.
    /// </summary>
    public const string Watermark = "CASE WHEN unproven THEN changed_since ELSE started_at END";

    /// <summary>Adds to the requests of a run, under way or ended.</summary>
    public const string AddRequests = "UPDATE sync_runs SET requests = requests + @requests WHERE company_id = @companyId AND run_id = @runId";

    public static StoredRun State(DbDataReader row)
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
        return new StoredRun(row.RequiredText("company_id"), run, failures)
        {
            Epoch = row.Number("epoch"),
            CancelRequested = row.Flag("cancel_requested"),
            Cursor = row.Text("next_cursor"),
            Limit = row.OptionalNumber("record_limit"),
            ChangedSince = row.OptionalTime("changed_since"),
            SourceSince = row.OptionalTime("source_since"),
            Confirms = row.OptionalNumber("confirms"),
            Waits = row.Flag("waits"),
            DeletionBlocked = row.Text("deletion_blocked"),
            FailedWithoutId = row.Flag("failed_without_id"),
            PageSize = row.OptionalNumber("page_size"),
        };
    }

    /// <summary>What complete full runs found missing: a row of <c>sync_deletions</c>.</summary>
    public static KindDeletions Deletions(DbDataReader row) => new(
        row.Time("compared_at"),
        row.OptionalTime("withheld_at") is { } at ? new WithheldDeletion(row.Id("withheld_by"), at, row.Number("missing"), row.Number("live"), row.Flag("is_kept")) : null);

    private static SyncProgress Progress(DbDataReader row) => new()
    {
        Fetched = row.Number("fetched"),
        Total = row.OptionalNumber("total"),
        Created = row.Number("created"),
        Updated = row.Number("updated"),
        Unchanged = row.Number("unchanged"),
        Stale = row.Number("stale"),
        Suppressed = row.Number("suppressed"),
        Deleted = row.Number("deleted"),
        Failed = row.Number("failed"),
        Pages = row.Number("pages"),
        Requests = row.Number("requests"),
    };
}

/// <summary>A row of <c>sync_deletions</c>.</summary>
internal sealed record KindDeletions(DateTimeOffset ComparedAt, WithheldDeletion? Withheld);
