using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="IRunStore"/>
internal sealed class PostgresRunStore(PostgresDatabase database) : IRunStore
{
    // The unique index over active runs decides who starts; without a target, DO NOTHING also covers a repeated call with the same run id.
    private const string Start = $"""
        INSERT INTO sync_runs (
            company_id, run_id, kind, mode, started_by, status, started_at, heartbeat_at, record_limit, changed_since)
        VALUES (@CompanyId, @RunId, @Kind, @Mode, @Trigger, @queued, @now, @now, @Limit, @changedSince)
        ON CONFLICT DO NOTHING
        RETURNING {RunMap.Columns}
        """;

    private const string ActiveOfKind = $"""
        SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND kind = @kind AND status IN (1, 2)
        """;

    private const string ActiveNow = $"SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND status IN (1, 2)";

    private const string ActiveOfCompany = $"{ActiveNow} ORDER BY run_id FOR NO KEY UPDATE";

    private const string TakeOver = $"""
        UPDATE sync_runs SET epoch = epoch + 1, status = 2, heartbeat_at = @now
        WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2)
        RETURNING {RunMap.Columns}
        """;

    private const string FormerPageSize = """
        SELECT page_size FROM sync_runs
        WHERE company_id = @companyId AND kind = @kind AND page_size IS NOT NULL
        ORDER BY started_at DESC
        LIMIT 1
        """;

    private const string Note = """
        UPDATE sync_runs SET error = @obstacle, heartbeat_at = @now
        WHERE company_id = @CompanyId AND run_id = @RunId AND epoch = @Epoch AND status IN (1, 2)
        RETURNING cancel_requested
        """;

    private const string Beat = """
        UPDATE sync_runs SET heartbeat_at = @now
        WHERE company_id = @CompanyId AND run_id = @RunId AND epoch = @Epoch AND status IN (1, 2)
        RETURNING cancel_requested
        """;

    // Of the holder, or (without an epoch) of whoever ends all runs of the company.
    private const string End = $"""
        UPDATE sync_runs SET status = @status, error = @error, complete = @complete, finished_at = @now
        WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2) AND epoch = coalesce(@epoch, epoch)
        RETURNING {RunMap.Columns}
        """;

    private const string Cancel = """
        UPDATE sync_runs SET cancel_requested = true WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2)
        """;

    private const string Unattended = """
        SELECT company_id, run_id, kind FROM sync_runs
        WHERE status IN (1, 2) AND heartbeat_at < @before
        ORDER BY heartbeat_at
        LIMIT @limit
        """;

    private const string LastEnded = $"""
        SELECT run.*
        FROM unnest(@kinds) AS one (kind)
        CROSS JOIN LATERAL (
            SELECT {RunMap.Columns} FROM sync_runs
            WHERE company_id = @companyId AND kind = one.kind AND finished_at IS NOT NULL
            ORDER BY finished_at DESC, run_id DESC
            LIMIT 1) AS run
        """;

    // Complete: everything that was asked for was read, and it was not asked for less. The watermark is the start, not the end: what
    // changed while the run was reading may have been read before it changed. The newest of either sort stands at the index's beginning.
    private const string LastComplete = """
        SELECT one.kind::int,
            (SELECT started_at FROM sync_runs
             WHERE company_id = @companyId AND kind = one.kind AND complete AND record_limit IS NULL
             ORDER BY started_at DESC LIMIT 1) AS any_mode,
            (SELECT started_at FROM sync_runs
             WHERE company_id = @companyId AND kind = one.kind AND complete AND record_limit IS NULL AND mode = 2
             ORDER BY started_at DESC LIMIT 1) AS full_mode
        FROM unnest(@kinds) AS one (kind)
        """;

    private static readonly SyncKind[] Kinds = Enum.GetValues<SyncKind>();

    public Task<RunStart> StartOrJoin(NewRun run, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var started = await session.QueryFirst(
                Start,
                new
                {
                    run.CompanyId,
                    run.RunId,
                    run.Kind,
                    run.Mode,
                    run.Trigger,
                    queued = RunStatus.Queued,
                    now = session.Now,
                    run.Limit,
                    changedSince = run.ChangedSince.ToColumn(),
                },
                RunMap.State).ConfigureAwait(false);
            if (started is not null)
            {
                return new RunStart(started.Run, Joined: false);
            }

            var active = await Active(session, run.CompanyId, run.Kind).ConfigureAwait(false)
                ?? await PostgresRunTable.Find(session, run.CompanyId, run.RunId).ConfigureAwait(false);

            // Neither: the run that was in the way has ended since. Then there is room for this one.
            return new RunStart((active ?? throw new PostgresConflictException()).Run, Joined: true);
        },
        cancellationToken);

    public Task<RunCheckpoint?> Take(string companyId, Guid runId, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            if (await session.QueryFirst(TakeOver, new { companyId, runId, now = session.Now }, RunMap.State).ConfigureAwait(false) is not { } run)
            {
                return null;
            }

            var size = run.PageSize ?? await session.Scalar<int?>(FormerPageSize, new { companyId, kind = (short)run.Run.Kind }).ConfigureAwait(false);
            return run.ToCheckpoint() with { PageSize = size };
        },
        cancellationToken);

    public Task<RunPulse> Heartbeat(RunRef run, CancellationToken cancellationToken) => database.Write(
        async session => PulseOf(await session.Scalar<bool?>(Beat, new { run.CompanyId, run.RunId, run.Epoch, now = session.Now }).ConfigureAwait(false)),
        cancellationToken);

    public Task<RunPulse> NoteObstacle(RunRef run, string obstacle, CancellationToken cancellationToken) => database.Write(
        async session => PulseOf(await session.Scalar<bool?>(Note, new { run.CompanyId, run.RunId, run.Epoch, obstacle, now = session.Now }).ConfigureAwait(false)),
        cancellationToken);

    public Task<SyncRun?> Finish(RunRef run, RunStatus status, string? error, bool complete, CancellationToken cancellationToken)
    {
        if (status is RunStatus.Queued or RunStatus.Running)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "A run ends as success, partial, failed or cancelled.");
        }

        return database.Write(
            session => Finish(session, run.CompanyId, run.RunId, run.Epoch, status, error, complete),
            cancellationToken);
    }

    public Task<SyncRun?> RequestCancel(string companyId, Guid runId, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            await session.Execute(Cancel, new { companyId, runId }).ConfigureAwait(false);
            return (await PostgresRunTable.Find(session, companyId, runId).ConfigureAwait(false))?.Run;
        },
        cancellationToken);

    public Task<int> CancelAll(string companyId, string reason, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var active = await session.Query(ActiveOfCompany, new { companyId }, RunMap.State).ConfigureAwait(false);
            foreach (var run in active)
            {
                await Finish(session, companyId, run.Run.RunId, epoch: null, RunStatus.Cancelled, reason, complete: false).ConfigureAwait(false);
            }

            return active.Count;
        },
        cancellationToken);

    public Task<IReadOnlyList<ActiveRun>> FindUnattended(DateTimeOffset heartbeatBefore, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<ActiveRun>>(
            async session => await session.Query(
                Unattended,
                new { before = heartbeatBefore.ToColumn(), limit },
                row => new ActiveRun(row.RequiredText("company_id"), row.Id("run_id"), (SyncKind)row.Number("kind"))).ConfigureAwait(false),
            cancellationToken);

    public Task<IReadOnlyList<KindHistory>> GetHistory(string companyId, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<KindHistory>>(
            async session =>
            {
                var company = new { companyId, kinds = Array.ConvertAll(Kinds, kind => (short)kind) };
                var active = await session.Query(ActiveNow, company, RunMap.State).ConfigureAwait(false);
                var ended = await session.Query(LastEnded, company, RunMap.State).ConfigureAwait(false);
                var complete = await session
                    .Query(LastComplete, company, row => (Kind: (SyncKind)row.Number("kind"), Any: row.OptionalTime("any_mode"), Full: row.OptionalTime("full_mode")))
                    .ConfigureAwait(false);
                return
                [
                    .. complete.Select(one => new KindHistory
                    {
                        Kind = one.Kind,
                        Active = active.Find(run => run.Run.Kind == one.Kind)?.Run,
                        LastEnded = ended.Find(run => run.Run.Kind == one.Kind)?.Run,
                        LastCompleteStartedAt = one.Any,
                        LastFullStartedAt = one.Full,
                    }),
                ];
            },
            cancellationToken);

    private static RunPulse PulseOf(bool? cancelRequested) => cancelRequested switch
    {
        null => RunPulse.Lost,
        true => RunPulse.CancelRequested,
        false => RunPulse.Alive,
    };

    private static Task<RunState?> Active(PostgresSession session, string companyId, SyncKind kind) =>
        session.QueryFirst(ActiveOfKind, new { companyId, kind = (short)kind }, RunMap.State);

    /// <summary>Null when the run is no longer the holder's.</summary>
    private static async Task<SyncRun?> Finish(
        PostgresSession session, string companyId, Guid runId, int? epoch, RunStatus status, string? error, bool complete)
    {
        var ended = await session
            .QueryFirst(End, new { companyId, runId, epoch, status, error = error.ToColumn(), complete, now = session.Now }, RunMap.State)
            .ConfigureAwait(false);
        if (ended is not null)
        {
            await PostgresSeenIds.Forget(session, companyId, runId).ConfigureAwait(false);
        }

        return ended?.Run;
    }
}
