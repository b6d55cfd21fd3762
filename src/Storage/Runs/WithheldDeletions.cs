using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// What is remembered of deletions that wait for a person: rows of <c>sync_deletions</c>, and the seen ids (<c>sync_pages</c>) that outlive their
/// run meanwhile. Those of the run that withheld the deletion say what it missed; those of later runs of the kind that did not compare everything
/// say what is there after all.
/// </summary>
internal static class WithheldDeletions
{
    /// <summary>What the withholding run has seen is kept: the deletion can be approved.</summary>
    public const string IsKept = "withheld_by IS NOT NULL AND coalesce(seen_by = withheld_by, false)";

    private const string Compare = """
        INSERT INTO sync_deletions (company_id, kind, compared_at, withheld_by, withheld_at, missing, live, seen_by)
        VALUES (@companyId, @kind, @startedAt, @withheldBy, @withheldAt, @missing, @live, @withheldBy)
        ON CONFLICT (company_id, kind) DO UPDATE SET
            compared_at = excluded.compared_at, withheld_by = excluded.withheld_by, withheld_at = excluded.withheld_at,
            missing = excluded.missing, live = excluded.live, seen_by = excluded.seen_by
        """;

    private const string ForgetUnlessWithheld = $"""
        {SeenIdTable.Forget}
          AND NOT EXISTS (SELECT 1 FROM sync_deletions WHERE company_id = @companyId AND kind = @kind AND {IsKept})
        """;

    private const string ForgetEnded = """
        DELETE FROM sync_pages
        WHERE company_id = @companyId AND run_id <> @keep AND run_id IN (
            SELECT page.run_id
            FROM sync_pages AS page JOIN sync_runs AS run ON run.company_id = page.company_id AND run.run_id = page.run_id
            WHERE page.company_id = @companyId AND run.kind = @kind AND run.finished_at IS NOT NULL)
        """;

    private const string FindRun = $"SELECT {RunMap.Columns} FROM sync_runs WHERE company_id = @companyId AND run_id = @runId";

    // Updates that change nothing, and lock: no page of the kind is stored and no run of it ends until the approval is committed.
    private const string HoldRuns = """
        UPDATE sync_runs SET epoch = epoch WHERE company_id = @companyId AND kind = @kind AND (run_id = @runId OR status IN (1, 2))
        """;

    private const string HoldWithheld = $"""
        UPDATE sync_deletions SET compared_at = compared_at
        WHERE company_id = @companyId AND kind = @kind AND withheld_by IS NOT NULL
        RETURNING withheld_by, missing, {IsKept} AS is_kept
        """;

    private const string RunsWithIds = """
        SELECT DISTINCT page.run_id
        FROM sync_pages AS page JOIN sync_runs AS run ON run.company_id = page.company_id AND run.run_id = page.run_id
        WHERE page.company_id = @companyId AND run.kind = @kind
        """;

    private const string Settle = """
        UPDATE sync_deletions SET withheld_by = NULL, withheld_at = NULL, missing = NULL, live = NULL, seen_by = NULL
        WHERE company_id = @companyId AND kind = @kind
        """;

    // Its error said that nothing was deleted.
    private const string Mend = """
        UPDATE sync_runs
        SET status = CASE WHEN failed > 0 THEN 4 ELSE 3 END, error = CASE WHEN failed > 0 THEN failed || ' records could not be read; see failures.' END
        WHERE company_id = @companyId AND run_id = @runId
        """;

    /// <summary>A run has ended: notes what it compared, and lets go of the ids that nobody needs any more.</summary>
    public static async Task AfterRun(ISession session, string companyId, SyncRun run, RunEnd end)
    {
        var kind = (short)run.Kind;
        if (!end.Compared)
        {
            await session.Execute(ForgetUnlessWithheld, new { companyId, kind, runId = run.RunId }).ConfigureAwait(false);
            return;
        }

        var isWithheld = end.Withheld is not null;
        await session.Execute(Compare, new
        {
            companyId,
            kind,
            startedAt = run.StartedAt,
            withheldBy = isWithheld ? run.RunId : (Guid?)null,
            withheldAt = isWithheld ? session.Now : (DateTimeOffset?)null,
            missing = end.Withheld?.Unseen,
            live = end.Withheld?.Live,
        }).ConfigureAwait(false);
        await session.Execute(ForgetEnded, new { companyId, kind, keep = isWithheld ? run.RunId : Guid.Empty }).ConfigureAwait(false);
    }

    /// <summary>Marks as deleted what the run missed and nobody has seen since, unless something stands in the way.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="companyId">Whose.</param>
    /// <param name="runId">The run that withheld the deletion.</param>
    /// <param name="mark">Marks what is in the ids of none of these runs and was not read since the run began; returns the number of entries.</param>
    public static async Task<DeletionApproval> Approve(ISession session, string companyId, Guid runId, Func<StoredRun, Guid[], Task<int>> mark)
    {
        if (await session.QueryFirst(FindRun, new { companyId, runId }, RunMap.State).ConfigureAwait(false) is not { } run)
        {
            return new DeletionApproval(ApprovalOutcome.NotFound);
        }

        var key = new { companyId, kind = (short)run.Run.Kind, runId };
        await session.Execute(HoldRuns, key).ConfigureAwait(false);
        var withheld = await session
            .QueryFirst(HoldWithheld, key, row => new Withheld(row.Id("withheld_by"), row.Number("missing"), row.Flag("is_kept")))
            .ConfigureAwait(false);
        var answer = new DeletionApproval(OutcomeOf(run.Run, withheld)) { Kind = run.Run.Kind, WithheldBy = withheld?.RunId };
        if (answer.Outcome is not ApprovalOutcome.Approved)
        {
            return answer;
        }

        var runs = await session.Query(RunsWithIds, key, row => row.Id("run_id")).ConfigureAwait(false);
        session.Changes.Cause = new ChangeCause(FeedCause.Manual, runId);
        var deleted = await mark(run, [.. runs]).ConfigureAwait(false);
        await session.Execute(Settle, key).ConfigureAwait(false);
        await session.Execute(ForgetEnded, new { companyId, key.kind, keep = Guid.Empty }).ConfigureAwait(false);
        await session.Execute(Mend, key).ConfigureAwait(false);
        return answer with { WithheldBy = null, Deleted = deleted, Missing = withheld!.Missing };
    }

    private static ApprovalOutcome OutcomeOf(SyncRun run, Withheld? withheld) => withheld switch
    {
        _ when !run.IsEnded => ApprovalOutcome.UnderWay,
        null => ApprovalOutcome.NothingWithheld,
        _ when withheld.RunId != run.RunId => ApprovalOutcome.Superseded,
        { IsKept: false } => ApprovalOutcome.NotKept,
        _ => ApprovalOutcome.Approved,
    };

    private sealed record Withheld(Guid RunId, int Missing, bool IsKept);
}
