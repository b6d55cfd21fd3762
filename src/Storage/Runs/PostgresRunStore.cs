using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="IRunStore"/>
internal sealed class PostgresRunStore(PostgresDatabase database) : IRunStore
{
    // In the order in which everybody locks them.
    private const string ActiveOfCompany = $"""
        SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND status IN (1, 2) ORDER BY waits, run_id FOR NO KEY UPDATE
        """;

    private const string TakeOver = $"""
        UPDATE sync_runs SET epoch = epoch + 1, status = 2, heartbeat_at = @now
        WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2) AND NOT waits
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
        UPDATE sync_runs SET status = @status, error = @error, complete = @complete, unproven = @unproven, finished_at = @now
        WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2) AND epoch = coalesce(@epoch, epoch)
        RETURNING {RunMap.Columns}
        """;

    // The watermark and what counts as there before the run are the moment at which it begins. What the run before it compared, this one
    // need not take for another source's any more.
    private const string BeginNext = """
        UPDATE sync_runs
        SET waits = false, started_at = @now, heartbeat_at = @now, source_since = CASE WHEN @Compared THEN NULL ELSE source_since END
        WHERE company_id = @CompanyId AND kind = @kind AND status = 1 AND waits
        """;

    private const string Cancel = """
        UPDATE sync_runs
        SET cancel_requested = true, status = CASE WHEN waits THEN 6 ELSE status END, finished_at = CASE WHEN waits THEN @now END
        WHERE company_id = @companyId AND run_id = @runId AND status IN (1, 2)
        """;

    private const string Unattended = """
        SELECT company_id, run_id, kind FROM sync_runs
        WHERE status IN (1, 2) AND NOT waits AND heartbeat_at < @before
        ORDER BY heartbeat_at
        LIMIT @limit
        """;

    public Task<RunStart> StartOrJoin(NewRun run, CancellationToken cancellationToken) =>
        database.Write(session => PostgresRunStart.StartOrJoin(session, run), cancellationToken);

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

    public Task NoteRequests(RunRef run, int requests, CancellationToken cancellationToken) => database.Write(
        session => session.Execute(RunMap.AddRequests, new { companyId = run.CompanyId, runId = run.RunId, requests }), cancellationToken);

    public Task<SyncRun?> Finish(RunRef run, RunEnd end, CancellationToken cancellationToken)
    {
        if (end.Status is RunStatus.Queued or RunStatus.Running)
        {
            throw new ArgumentOutOfRangeException(nameof(end), end.Status, "A run ends as success, partial, failed or cancelled.");
        }

        return database.Write(session => Finish(session, run.CompanyId, run.RunId, run.Epoch, end), cancellationToken);
    }

    public Task<SyncRun?> RequestCancel(string companyId, Guid runId, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            await session.Execute(Cancel, new { companyId, runId, now = session.Now }).ConfigureAwait(false);
            return (await PostgresRunTable.Find(session, companyId, runId).ConfigureAwait(false))?.Run;
        },
        cancellationToken);

    public Task<int> CancelAll(string companyId, string reason, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var active = await session.Query(ActiveOfCompany, new { companyId }, RunMap.State).ConfigureAwait(false);
            foreach (var run in active.OrderByDescending(run => run.Waits))
            {
                // Those that wait first: the end of the one before would let them begin.
                await Finish(session, companyId, run.Run.RunId, epoch: null, new RunEnd(RunStatus.Cancelled, reason, Complete: false)).ConfigureAwait(false);
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
            async session => [.. (await PostgresRunHistory.Of(session, companyId).ConfigureAwait(false)).Select(one => one.Trusting(session.Now))],
            cancellationToken);

    private static RunPulse PulseOf(bool? cancelRequested) => cancelRequested switch
    {
        null => RunPulse.Lost,
        true => RunPulse.CancelRequested,
        false => RunPulse.Alive,
    };

    /// <summary>Null when the run is no longer the holder's.</summary>
    private static async Task<SyncRun?> Finish(PostgresSession session, string companyId, Guid runId, int? epoch, RunEnd end)
    {
        var ended = await session
            .QueryFirst(
                End,
                new { companyId, runId, epoch, status = end.Status, error = end.Error.ToColumn(), complete = end.Complete, unproven = end.Unproven, now = session.Now },
                RunMap.State)
            .ConfigureAwait(false);
        if (ended is null)
        {
            return null;
        }

        await WithheldDeletions.AfterRun(session, companyId, ended.Run, end).ConfigureAwait(false);
        await session.Execute(BeginNext, new { ended.CompanyId, kind = (short)ended.Run.Kind, end.Compared, now = session.Now }).ConfigureAwait(false);
        session.Changes.End(companyId, ended.Run, end.Complete && ended.Limit is null, end.Withheld is not null);
        return ended.Run;
    }
}

/// <summary>Starts a run, joins the one that serves it, or lets it wait behind one that does not.</summary>
internal static class PostgresRunStart
{
    // The unique index over active runs decides who starts; without a target, DO NOTHING also covers a repeated call with the same run id.
    private const string Start = $"""
        INSERT INTO sync_runs (
            company_id, run_id, kind, mode, started_by, status, started_at, heartbeat_at, record_limit, changed_since, source_since, confirms, waits)
        VALUES (@CompanyId, @RunId, @Kind, @Mode, @Trigger, @queued, @now, @now, @Limit, @changedSince, @sourceSince, @Confirms, @waits)
        ON CONFLICT DO NOTHING
        RETURNING {RunMap.Columns}
        """;

    private const string Change = $"""
        UPDATE sync_runs
        SET mode = @Mode, started_by = @Trigger, record_limit = @Limit, changed_since = @changedSince, source_since = @sourceSince,
            confirms = @Confirms
        WHERE company_id = @CompanyId AND run_id = @RunId
        RETURNING {RunMap.Columns}
        """;

    private const string OfKind = $"""
        SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND kind = @kind AND waits = @waits AND status IN (1, 2)
        """;

    public static async Task<RunStart> StartOrJoin(PostgresSession session, NewRun run)
    {
        if (await Insert(session, run, waits: false).ConfigureAwait(false) is { } started)
        {
            return new RunStart(started.Run, Joined: false);
        }

        if (await PostgresRunTable.Find(session, run.CompanyId, run.RunId).ConfigureAwait(false) is { } itself)
        {
            return new RunStart(itself.Run, Joined: true, itself.Waits);
        }

        var active = await FindActive(session, run.CompanyId, run.Kind, waits: false).ConfigureAwait(false);
        return active is not null && run.IsServedBy(active)
            ? new RunStart(active.Run, Joined: true)
            : await WaitBehind(session, run).ConfigureAwait(false);
    }

    private static Task<StoredRun?> FindActive(PostgresSession session, string companyId, SyncKind kind, bool waits, string hold = "") =>
        session.QueryFirst($"{OfKind} {hold}", new { companyId, kind = (short)kind, waits }, RunMap.State);

    private static Task<StoredRun?> Insert(PostgresSession session, NewRun run, bool waits) => session.QueryFirst(Start, Arguments(session, run, waits), RunMap.State);

    /// <summary>The run under way is held meanwhile: it must not end without seeing the one that waits for it.</summary>
    private static async Task<RunStart> WaitBehind(PostgresSession session, NewRun run)
    {
        const string Hold = "FOR NO KEY UPDATE";
        if (await FindActive(session, run.CompanyId, run.Kind, waits: false, Hold).ConfigureAwait(false) is not { } active)
        {
            // It has ended since, so there is room now.
            throw new PostgresConflictException();
        }

        if (run.IsServedBy(active))
        {
            // Another one has begun since, which does.
            return new RunStart(active.Run, Joined: true);
        }

        if (await Insert(session, run, waits: true).ConfigureAwait(false) is { } waiting)
        {
            return new RunStart(waiting.Run, Joined: false, Waits: true);
        }

        var next = await FindActive(session, run.CompanyId, run.Kind, waits: true, Hold).ConfigureAwait(false) ?? throw new PostgresConflictException();
        if (!run.IsServedBy(next))
        {
            next = await session.QueryFirst(Change, Arguments(session, run.Joining(next), waits: true), RunMap.State).ConfigureAwait(false);
        }

        return new RunStart(next!.Run, Joined: true, Waits: true);
    }

    private static object Arguments(PostgresSession session, NewRun run, bool waits) => new
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
        sourceSince = run.SourceSince.ToColumn(),
        run.Confirms,
        waits,
    };
}
