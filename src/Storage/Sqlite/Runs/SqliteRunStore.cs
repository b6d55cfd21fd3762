using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IRunStore"/>
internal sealed class SqliteRunStore(SqliteDatabase database) : IRunStore
{
    // The unique index over active runs decides who starts; OR IGNORE also covers a repeated call with the same run id.
    private const string Start = """
        INSERT OR IGNORE INTO sync_runs (
            company_id, run_id, kind, mode, started_by, status, started_at, heartbeat_at, record_limit, changed_since)
        VALUES (@CompanyId, @runId, @Kind, @Mode, @Trigger, @queued, @now, @now, @Limit, @changedSince)
        """;

    private const string ActiveOfKind = $"""
        SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @CompanyId AND kind = @Kind AND status IN (1, 2)
        """;

    private const string ActiveOfCompany = $"""
        SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND status IN (1, 2)
        """;

    private const string TakeOver = """
        UPDATE sync_runs SET epoch = epoch + 1, status = 2, heartbeat_at = @now
        WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2)
        """;

    private const string FormerPageSize = """
        SELECT page_size FROM sync_runs
        WHERE company_id = @companyId AND kind = @kind AND page_size IS NOT NULL
        ORDER BY started_at DESC
        LIMIT 1
        """;

    private const string Note = "UPDATE sync_runs SET error = @obstacle, heartbeat_at = @now WHERE company_id = @CompanyId AND run_id = @runId";

    private const string Beat = "UPDATE sync_runs SET heartbeat_at = @now WHERE company_id = @CompanyId AND run_id = @runId";

    private const string End = """
        UPDATE sync_runs SET status = @status, error = @error, complete = @complete, finished_at = @now WHERE company_id = @CompanyId AND run_id = @runId
        """;

    private const string Cancel = """
        UPDATE sync_runs SET cancel_requested = 1 WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2)
        """;

    private const string Unattended = """
        SELECT company_id, run_id, kind FROM sync_runs
        WHERE status IN (1, 2) AND heartbeat_at < @before
        ORDER BY heartbeat_at
        LIMIT @limit
        """;

    private const string LastEnded = $"""
        SELECT {RunMap.Columns} FROM sync_runs
        WHERE company_id = @CompanyId AND kind = @Kind AND finished_at IS NOT NULL
        ORDER BY finished_at DESC, run_id DESC
        LIMIT 1
        """;

    // Complete: everything that was asked for was read, and it was not asked for less. The watermark is the start, not the end: what
    // changed while the run was reading may have been read before it changed.
    private const string LastComplete = """
        SELECT max(started_at) FROM sync_runs
        WHERE company_id = @CompanyId AND kind = @Kind AND complete = 1 AND record_limit IS NULL AND (@mode IS NULL OR mode = @mode)
        """;

    public Task<RunStart> StartOrJoin(NewRun run, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            var inserted = session.Execute(Start, new
            {
                run.CompanyId,
                runId = run.RunId.ToColumn(),
                run.Kind,
                run.Mode,
                run.Trigger,
                queued = RunStatus.Queued,
                now = session.Now.ToColumn(),
                run.Limit,
                changedSince = run.ChangedSince.ToColumn(),
            });
            var current = (inserted == 0 ? session.QueryFirst(ActiveOfKind, new { run.CompanyId, run.Kind }, RunMap.State) : null)
                ?? SqliteRunTable.Find(session, run.CompanyId, run.RunId);
            return new RunStart(current!.Run, Joined: inserted == 0);
        },
        cancellationToken);

    public Task<RunCheckpoint?> Take(string companyId, Guid runId, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            if (session.Execute(TakeOver, new { companyId, runId = runId.ToColumn(), now = session.Now.ToColumn() }) == 0)
            {
                return null;
            }

            var checkpoint = SqliteRunTable.Find(session, companyId, runId)!.ToCheckpoint();
            return checkpoint with { PageSize = checkpoint.PageSize ?? session.Scalar<int?>(FormerPageSize, new { companyId, kind = checkpoint.Kind }) };
        },
        cancellationToken);

    public Task<RunPulse> Heartbeat(RunRef run, CancellationToken cancellationToken) => Write(run, Beat, obstacle: null, cancellationToken);

    public Task<RunPulse> NoteObstacle(RunRef run, string obstacle, CancellationToken cancellationToken) => Write(run, Note, obstacle, cancellationToken);

    public Task<SyncRun?> Finish(RunRef run, RunStatus status, string? error, bool complete, CancellationToken cancellationToken)
    {
        if (status is RunStatus.Queued or RunStatus.Running)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "A run ends as success, partial, failed or cancelled.");
        }

        return database.Write(
            session => SqliteRunTable.Find(session, run.CompanyId, run.RunId)?.Pulse(run.Epoch) is null or RunPulse.Lost
                ? null
                : Finish(session, run.CompanyId, run.RunId, status, error, complete),
            cancellationToken);
    }

    public Task<SyncRun?> RequestCancel(string companyId, Guid runId, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            session.Execute(Cancel, new { companyId, runId = runId.ToColumn() });
            return SqliteRunTable.Find(session, companyId, runId)?.Run;
        },
        cancellationToken);

    public Task<int> CancelAll(string companyId, string reason, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            var active = session.Query(ActiveOfCompany, new { companyId }, RunMap.State);
            foreach (var run in active)
            {
                Finish(session, companyId, run.Run.RunId, RunStatus.Cancelled, reason, complete: false);
            }

            return active.Count;
        },
        cancellationToken);

    public Task<IReadOnlyList<ActiveRun>> FindUnattended(DateTimeOffset heartbeatBefore, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<ActiveRun>>(
            session => session.Query(
                Unattended,
                new { before = heartbeatBefore.ToColumn(), limit },
                row => new ActiveRun(row.RequiredText("company_id"), row.Id("run_id"), (SyncKind)row.Number("kind"))),
            cancellationToken);

    public Task<IReadOnlyList<KindHistory>> GetHistory(string companyId, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<KindHistory>>(
            session => [.. Enum.GetValues<SyncKind>().Select(kind => History(session, companyId, kind))],
            cancellationToken);

    /// <summary>Writes for the holder; for nobody else.</summary>
    private Task<RunPulse> Write(RunRef run, string statement, string? obstacle, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            var pulse = SqliteRunTable.Find(session, run.CompanyId, run.RunId)?.Pulse(run.Epoch) ?? RunPulse.Lost;
            if (pulse is not RunPulse.Lost)
            {
                session.Execute(statement, new { run.CompanyId, runId = run.RunId.ToColumn(), obstacle, now = session.Now.ToColumn() });
            }

            return pulse;
        },
        cancellationToken);

    private static KindHistory History(SqliteSession session, string companyId, SyncKind kind)
    {
        var key = new { CompanyId = companyId, Kind = kind };
        return new KindHistory
        {
            Kind = kind,
            Active = session.QueryFirst(ActiveOfKind, key, RunMap.State)?.Run,
            LastEnded = session.QueryFirst(LastEnded, key, RunMap.State)?.Run,
            LastCompleteStartedAt = LastStart(session, companyId, kind, mode: null),
            LastFullStartedAt = LastStart(session, companyId, kind, SyncMode.Full),
        };
    }

    private static DateTimeOffset? LastStart(SqliteSession session, string companyId, SyncKind kind, SyncMode? mode) =>
        session.Scalar<long?>(LastComplete, new { CompanyId = companyId, Kind = kind, mode = (int?)mode }) is { } time
            ? DateTimeOffset.FromUnixTimeMilliseconds(time)
            : null;

    private static SyncRun Finish(SqliteSession session, string companyId, Guid runId, RunStatus status, string? error, bool complete)
    {
        session.Execute(End, new { CompanyId = companyId, runId = runId.ToColumn(), status, error, complete, now = session.Now.ToColumn() });
        SqliteSeenIds.Forget(session, companyId, runId);
        return SqliteRunTable.Find(session, companyId, runId)!.Run;
    }
}
