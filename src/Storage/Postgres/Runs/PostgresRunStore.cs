using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="IRunStore"/>
internal sealed class PostgresRunStore(PostgresDatabase database) : IRunStore
{
    // The unique index over active runs decides who starts; without a target, DO NOTHING also covers a repeated call with the same run id.
    private const string Start = """
        INSERT INTO sync_runs (
            company_id, run_id, kind, mode, started_by, status, started_at, heartbeat_at, record_limit, changed_since)
        VALUES (@CompanyId, @RunId, @Kind, @Mode, @Trigger, @queued, @now, @now, @Limit, @changedSince)
        ON CONFLICT DO NOTHING
        """;

    private const string ActiveOfKind = $"""
        SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND kind = @kind AND status IN (1, 2)
        """;

    private const string ActiveOfCompany = $"""
        SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND status IN (1, 2) ORDER BY run_id FOR NO KEY UPDATE
        """;

    private const string TakeOver = """
        UPDATE sync_runs SET epoch = epoch + 1, status = 2, heartbeat_at = @now
        WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2)
        """;

    private const string Beat = """
        UPDATE sync_runs SET heartbeat_at = @now
        WHERE company_id = @CompanyId AND run_id = @RunId AND epoch = @Epoch AND status IN (1, 2)
        RETURNING cancel_requested
        """;

    private const string End = """
        UPDATE sync_runs SET status = @status, error = @error, complete = @complete, finished_at = @now WHERE company_id = @companyId AND run_id = @runId
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
        SELECT {RunMap.Columns} FROM sync_runs
        WHERE company_id = @companyId AND kind = @kind AND finished_at IS NOT NULL
        ORDER BY finished_at DESC, run_id DESC
        LIMIT 1
        """;

    // Complete: everything that was asked for was read, and it was not asked for less. The watermark is the start, not the end: what
    // changed while the run was reading may have been read before it changed.
    private const string LastComplete = """
        SELECT max(started_at) AS any_mode, max(started_at) FILTER (WHERE mode = 2) AS full_mode FROM sync_runs
        WHERE company_id = @companyId AND kind = @kind AND complete AND record_limit IS NULL
        """;

    public Task<RunStart> StartOrJoin(NewRun run, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var inserted = await session.Execute(Start, new
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
            }).ConfigureAwait(false);
            var active = inserted == 0 ? await Active(session, run.CompanyId, run.Kind).ConfigureAwait(false) : null;
            var current = active ?? await PostgresRunTable.Find(session, run.CompanyId, run.RunId).ConfigureAwait(false);

            // Neither: the run that was in the way has ended since. Then there is room for this one.
            return new RunStart((current ?? throw new PostgresConflictException()).Run, Joined: inserted == 0);
        },
        cancellationToken);

    public Task<RunCheckpoint?> Take(string companyId, Guid runId, CancellationToken cancellationToken) => database.Write(
        async session => await session.Execute(TakeOver, new { companyId, runId, now = session.Now }).ConfigureAwait(false) == 0
            ? null
            : (await PostgresRunTable.Find(session, companyId, runId).ConfigureAwait(false))!.ToCheckpoint(),
        cancellationToken);

    public Task<RunPulse> Heartbeat(RunRef run, CancellationToken cancellationToken) => database.Write(
        async session => await session.Scalar<bool?>(Beat, new { run.CompanyId, run.RunId, run.Epoch, now = session.Now }).ConfigureAwait(false) switch
        {
            null => RunPulse.Lost,
            true => RunPulse.CancelRequested,
            false => RunPulse.Alive,
        },
        cancellationToken);

    public Task<SyncRun?> Finish(RunRef run, RunStatus status, string? error, bool complete, CancellationToken cancellationToken)
    {
        if (status is RunStatus.Queued or RunStatus.Running)
        {
            throw new ArgumentOutOfRangeException(nameof(status), status, "A run ends as success, partial, failed or cancelled.");
        }

        return database.Write(
            async session => (await PostgresRunTable.Lock(session, run.CompanyId, run.RunId).ConfigureAwait(false))?.Pulse(run.Epoch) is null or RunPulse.Lost
                ? null
                : await Finish(session, run.CompanyId, run.RunId, status, error, complete).ConfigureAwait(false),
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
                await Finish(session, companyId, run.Run.RunId, RunStatus.Cancelled, reason, complete: false).ConfigureAwait(false);
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
                List<KindHistory> kinds = [];
                foreach (var kind in Enum.GetValues<SyncKind>())
                {
                    kinds.Add(await History(session, companyId, kind).ConfigureAwait(false));
                }

                return kinds;
            },
            cancellationToken);

    private static Task<RunState?> Active(PostgresSession session, string companyId, SyncKind kind) =>
        session.QueryFirst(ActiveOfKind, new { companyId, kind = (short)kind }, RunMap.State);

    private static async Task<KindHistory> History(PostgresSession session, string companyId, SyncKind kind)
    {
        var key = new { companyId, kind = (short)kind };
        var complete = await session
            .Query(LastComplete, key, row => (Any: row.OptionalTime("any_mode"), Full: row.OptionalTime("full_mode")))
            .ConfigureAwait(false);
        return new KindHistory
        {
            Kind = kind,
            Active = (await Active(session, companyId, kind).ConfigureAwait(false))?.Run,
            LastEnded = (await session.QueryFirst(LastEnded, key, RunMap.State).ConfigureAwait(false))?.Run,
            LastCompleteStartedAt = complete[0].Any,
            LastFullStartedAt = complete[0].Full,
        };
    }

    private static async Task<SyncRun> Finish(PostgresSession session, string companyId, Guid runId, RunStatus status, string? error, bool complete)
    {
        await session.Execute(End, new { companyId, runId, status, error = error.ToColumn(), complete, now = session.Now }).ConfigureAwait(false);
        await PostgresSeenIds.Forget(session, companyId, runId).ConfigureAwait(false);
        return (await PostgresRunTable.Find(session, companyId, runId).ConfigureAwait(false))!.Run;
    }
}
