using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

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

    private static Task<RunState?> FindActive(PostgresSession session, string companyId, SyncKind kind, bool waits, string hold = "") =>
        session.QueryFirst($"{OfKind} {hold}", new { companyId, kind = (short)kind, waits }, RunMap.State);

    private static Task<RunState?> Insert(PostgresSession session, NewRun run, bool waits) => session.QueryFirst(Start, Arguments(session, run, waits), RunMap.State);

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
