using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IRunStore"/>
internal sealed class SqliteRunStore(SqliteDatabase database) : IRunStore
{
    // The unique index over active runs decides who starts; OR IGNORE also covers a repeated call with the same run id.
    private const string Start = """
        INSERT OR IGNORE INTO sync_runs (
            company_id, run_id, kind, mode, started_by, status, started_at, heartbeat_at, record_limit, changed_since, source_since, confirms, waits)
        VALUES (@CompanyId, @runId, @Kind, @Mode, @Trigger, @queued, @now, @now, @Limit, @changedSince, @sourceSince, @Confirms, @waits)
        """;

    private const string Change = """
        UPDATE sync_runs
        SET mode = @Mode, started_by = @Trigger, record_limit = @Limit, changed_since = @changedSince, source_since = @sourceSince,
            confirms = @Confirms
        WHERE company_id = @CompanyId AND run_id = @runId
        """;

    private const string OfKind = $"""
        SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @CompanyId AND kind = @Kind AND waits = @waits AND status IN (1, 2)
        """;

    // Those that wait first: the end of the one before would let them begin.
    private const string ActiveOfCompany = $"""
        SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND status IN (1, 2) ORDER BY waits DESC
        """;

    private const string TakeOver = """
        UPDATE sync_runs SET epoch = epoch + 1, status = 2, heartbeat_at = @now
        WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2) AND NOT waits
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
        UPDATE sync_runs SET status = @Status, error = @Error, complete = @Complete, unproven = @Unproven, finished_at = @now
        WHERE company_id = @CompanyId AND run_id = @runId
        """;

    // The watermark and what counts as there before the run are the moment at which it begins. What the run before it compared, this one
    // need not take for another source's any more.
    private const string BeginNext = """
        UPDATE sync_runs
        SET waits = 0, started_at = @now, heartbeat_at = @now, source_since = CASE WHEN @Compared THEN NULL ELSE source_since END
        WHERE company_id = @CompanyId AND kind = @Kind AND status = 1 AND waits
        """;

    private const string Cancel = """
        UPDATE sync_runs
        SET cancel_requested = 1, status = CASE WHEN waits THEN 6 ELSE status END, finished_at = CASE WHEN waits THEN @now END
        WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2)
        """;

    private const string Unattended = """
        SELECT company_id, run_id, kind FROM sync_runs
        WHERE status IN (1, 2) AND NOT waits AND heartbeat_at < @before
        ORDER BY heartbeat_at
        LIMIT @limit
        """;

    public Task<RunStart> StartOrJoin(NewRun run, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            if (Insert(session, run, waits: false))
            {
                return new RunStart(SqliteRunTable.Find(session, run.CompanyId, run.RunId)!.Run, Joined: false);
            }

            var other = SqliteRunTable.Find(session, run.CompanyId, run.RunId) ?? FindActive(session, run.CompanyId, run.Kind, waits: false)!;
            if (other.Run.RunId == run.RunId || run.IsServedBy(other))
            {
                return new RunStart(other.Run, Joined: true, other.Waits);
            }

            var joined = !Insert(session, run, waits: true);
            var next = FindActive(session, run.CompanyId, run.Kind, waits: true)!;
            if (joined && !run.IsServedBy(next))
            {
                session.Execute(Change, Arguments(session, run.Joining(next), waits: true));
                next = SqliteRunTable.Find(session, run.CompanyId, next.Run.RunId)!;
            }

            return new RunStart(next.Run, joined, Waits: true);
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

    public Task NoteRequests(RunRef run, int requests, CancellationToken cancellationToken) => database.Write(
        session => session.Execute(RunMap.AddRequests, new { companyId = run.CompanyId, runId = run.RunId.ToColumn(), requests }), cancellationToken);

    public Task<SyncRun?> Finish(RunRef run, RunEnd end, CancellationToken cancellationToken)
    {
        if (end.Status is RunStatus.Queued or RunStatus.Running)
        {
            throw new ArgumentOutOfRangeException(nameof(end), end.Status, "A run ends as success, partial, failed or cancelled.");
        }

        return database.Write(
            session => SqliteRunTable.Find(session, run.CompanyId, run.RunId) is { } held && held.Pulse(run.Epoch) is not RunPulse.Lost
                ? Finish(session, held, end)
                : null,
            cancellationToken);
    }

    public Task<SyncRun?> RequestCancel(string companyId, Guid runId, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            session.Execute(Cancel, new { companyId, runId = runId.ToColumn(), now = session.Now.ToColumn() });
            return SqliteRunTable.Find(session, companyId, runId)?.Run;
        },
        cancellationToken);

    public Task<int> CancelAll(string companyId, string reason, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            var active = session.Query(ActiveOfCompany, new { companyId }, RunMap.State);
            foreach (var run in active)
            {
                Finish(session, run, new RunEnd(RunStatus.Cancelled, reason, Complete: false));
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
            session => [.. Enum.GetValues<SyncKind>().Select(kind => SqliteRunHistory.Of(session, companyId, kind).Trusting(session.Now))],
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

    internal static StoredRun? FindActive(SqliteSession session, string companyId, SyncKind kind, bool waits) =>
        session.QueryFirst(OfKind, new { CompanyId = companyId, Kind = kind, waits }, RunMap.State);

    private static bool Insert(SqliteSession session, NewRun run, bool waits) => session.Execute(Start, Arguments(session, run, waits)) > 0;

    private static object Arguments(SqliteSession session, NewRun run, bool waits) => new
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
        sourceSince = run.SourceSince.ToColumn(),
        run.Confirms,
        waits,
    };

    private static SyncRun Finish(SqliteSession session, StoredRun run, RunEnd end)
    {
        var runId = run.Run.RunId.ToColumn();
        var now = session.Now.ToColumn();
        session.Execute(End, new { run.CompanyId, runId, end.Status, end.Error, end.Complete, end.Unproven, now });
        session.Execute(BeginNext, new { run.CompanyId, run.Run.Kind, end.Compared, now });
        var ended = SqliteRunTable.Find(session, run.CompanyId, run.Run.RunId)!.Run;
        WithheldDeletions.AfterRun(session, run.CompanyId, ended, end).GetAwaiter().GetResult();
        session.Changes.End(run.CompanyId, ended, end.Complete && run.Limit is null, end.Withheld is not null);
        return ended;
    }
}
