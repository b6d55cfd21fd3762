using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// What a full run did not see. Every statement below selects the same rows for counting and for marking. Marking locks them in the
/// order of their ids, and PostgreSQL then looks at each in its newest version: one that was refreshed meanwhile is spared.
/// </summary>
internal static class PostgresUnseen
{
    // Nobody can tell the planner how many ids a run has seen: it takes ten, compares each record with each id, and a company of 20,000
    // takes minutes instead of 0.3 s (measured). Without nested loops it makes a table to look them up in.
    private const string LookUp = "SET LOCAL enable_nestloop = off";

    private const string Seen = """
        WITH seen AS MATERIALIZED (
            SELECT page.entity, one.id
            FROM sync_pages AS page CROSS JOIN unnest(page.ids) AS one (id)
            WHERE page.company_id = @companyId AND page.run_id = ANY (@seenBy))
        """;

    private const string Live = "r.company_id = @companyId AND r.deleted_at IS NULL AND (r.created_at < @startedAt OR r.created_at > @future)";

    // A record that a webhook has had read since the run began is no candidate for deletion, even if the run's pages shifted past it.
    // A time in the future was written by a clock that was wrong, and says nothing.
    private const string Old =
        $"{Live} AND (r.read_at < @readBefore OR (r.read_at > @future AND NOT @formerOnly)) AND NOT EXISTS (SELECT FROM seen WHERE seen.id = r.jobvite_id AND seen.entity";

    private const string Jobs = $"jobs AS r WHERE {Old} IN (1, 6))";

    // A bad entry may have named its person or its application, whichever could be read: what either belongs to is spared.
    private const string Persons = $"""
        candidates AS r WHERE {Old} IN (2, 6)) AND NOT EXISTS (
            SELECT FROM applications AS a JOIN seen ON seen.id = a.jobvite_id AND seen.entity = 6
            WHERE a.company_id = @companyId AND a.candidate_id = r.jobvite_id)
        """;

    private const string Applications = $"""
        applications AS r WHERE {Old} IN (3, 6)) AND NOT EXISTS (SELECT FROM seen WHERE seen.id = r.candidate_id AND seen.entity = 6)
        """;

    private const string Processes = $"onboarding_processes AS r WHERE {Old} IN (4, 6))";

    // A run that read no tasks at all (they can be switched off) says nothing about tasks.
    private const string Tasks = $"""
        onboarding_tasks AS r WHERE {Old} IN (5, 6)) AND NOT EXISTS (SELECT FROM seen WHERE seen.id = r.process_id AND seen.entity = 6)
        AND EXISTS (SELECT FROM sync_pages WHERE company_id = @companyId AND run_id = @runId AND entity = 5)
        """;

    private const string FirstJobs = $"{Seen} SELECT r.jobvite_id FROM {Jobs} AND r.jobvite_id > @after ORDER BY r.jobvite_id LIMIT @limit";

    // Entries are counted as everywhere: a person with an application is that application.
    private const string Alone = """
        NOT EXISTS (
            SELECT FROM applications AS own
            WHERE own.company_id = r.company_id AND own.candidate_id = r.jobvite_id AND own.deleted_at IS NULL)
        """;

    private const string Sums = "AS live, count(*) AS unseen, count(*) FILTER (WHERE one.read_at < @sourceSince) AS former";

    private const string CountJobs = $"{Seen} SELECT (SELECT count(*) FROM jobs AS r WHERE {Live}) {Sums} FROM (SELECT r.read_at FROM {Jobs}) AS one";

    private const string CountCandidates = $"""
        {Seen}
        SELECT (SELECT count(*) FROM candidates AS r WHERE {Live} AND {Alone}) + (SELECT count(*) FROM applications AS r WHERE {Live}) {Sums}
        FROM (SELECT r.read_at FROM {Persons} AND {Alone} UNION ALL SELECT r.read_at FROM {Applications}) AS one
        """;

    private const string CountOnboarding = $"""
        {Seen}
        SELECT (SELECT count(*) FROM onboarding_processes AS r WHERE {Live}) + (SELECT count(*) FROM onboarding_tasks AS r WHERE {Live}) {Sums}
        FROM (SELECT r.read_at FROM {Processes} UNION ALL SELECT r.read_at FROM {Tasks}) AS one
        """;

    private const string Mark = "SET deleted_at = @now, updated_at = @now WHERE company_id = @companyId AND jobvite_id IN (SELECT r.jobvite_id FROM";
    private const string InOrder = "ORDER BY r.jobvite_id FOR NO KEY UPDATE OF r)";

    // Before the applications are marked: a person who stays but loses one has changed for readers, and whose the fetched artifacts are,
    // Jobvite need not have said: they are asked for again.
    private const string ShowLoss = $"""
        {Seen}
        UPDATE candidates
        SET updated_at = @now,
            artifacts_due_at = CASE WHEN artifacts_state = 2 THEN @now ELSE artifacts_due_at END,
            artifacts_state = CASE WHEN artifacts_state = 2 THEN 1 ELSE artifacts_state END
        WHERE company_id = @companyId AND jobvite_id IN (
            SELECT r.jobvite_id FROM candidates AS r
            WHERE r.company_id = @companyId AND r.jobvite_id IN (SELECT r.candidate_id FROM {Applications})
            {InOrder}
        """;

    private const string OrphanedTasks = $"""
        UPDATE onboarding_tasks {Mark} onboarding_tasks AS r
        WHERE r.company_id = @companyId AND r.deleted_at IS NULL AND EXISTS (
            SELECT FROM onboarding_processes AS p WHERE p.company_id = @companyId AND p.jobvite_id = r.process_id AND p.deleted_at IS NOT NULL)
        {InOrder}
        """;

    private static readonly string DeleteJobs = $"{Seen} UPDATE jobs {Mark} {Jobs} {InOrder} RETURNING {ChangeSource.Jobs.StoredColumns}";

    private static readonly string DeletePersons = $"""
        {Seen}, marked AS (UPDATE candidates {Mark} {Persons} {InOrder} RETURNING company_id, {ChangeSource.Persons.StoredColumns})
        SELECT r.*, {Alone} AS alone FROM marked AS r
        """;

    private static readonly string DeleteApplications = $"{Seen} UPDATE applications {Mark} {Applications} {InOrder} RETURNING {ChangeSource.Applications.StoredColumns}";
    private static readonly string DeleteProcesses = $"{Seen} UPDATE onboarding_processes {Mark} {Processes} {InOrder} RETURNING {ChangeSource.Processes.StoredColumns}";
    private static readonly string DeleteTasks = $"{Seen} UPDATE onboarding_tasks {Mark} {Tasks} {InOrder} RETURNING {ChangeSource.Tasks.StoredColumns}";
    private static readonly string DeleteOrphanedTasks = $"{OrphanedTasks} RETURNING {ChangeSource.Tasks.StoredColumns}";

    private const string AddDeleted = "UPDATE sync_runs SET deleted = deleted + @count, heartbeat_at = @now WHERE company_id = @companyId AND run_id = @runId";

    public static async Task<UnseenCount> Count(PostgresSession session, RunRef run)
    {
        if (await PostgresRunTable.Find(session, run.CompanyId, run.RunId).ConfigureAwait(false) is not { } state)
        {
            return default;
        }

        var sql = state.Run.Kind switch
        {
            SyncKind.Jobs => CountJobs,
            SyncKind.Candidates => CountCandidates,
            _ => CountOnboarding,
        };
        await session.Execute(LookUp).ConfigureAwait(false);
        var counts = await session
            .Query(
                sql,
                Arguments(session, state, formerOnly: false),
                row => new UnseenCount(row.Number("live"), row.Number("unseen"), row.Number("former")))
            .ConfigureAwait(false);
        return counts[0];
    }

    public static async Task<IReadOnlyList<string>> ListJobs(PostgresSession session, RunRef run, string? after, int limit)
    {
        if (await PostgresRunTable.Find(session, run.CompanyId, run.RunId).ConfigureAwait(false) is not { } state)
        {
            return [];
        }

        await session.Execute(LookUp).ConfigureAwait(false);
        return await session
            .Query(
                FirstJobs,
                new { companyId = state.CompanyId, seenBy = new[] { state.Run.RunId }, startedAt = state.Run.StartedAt, readBefore = state.Run.StartedAt, formerOnly = false, future = session.Now + Freshness.Tolerance, after = after ?? "", limit },
                row => row.RequiredText("jobvite_id"))
            .ConfigureAwait(false);
    }

    public static async Task<int?> Delete(PostgresSession session, RunRef run, bool formerOnly)
    {
        if (await PostgresRunTable.Lock(session, run.CompanyId, run.RunId).ConfigureAwait(false) is not { } state || state.Pulse(run.Epoch) is RunPulse.Lost)
        {
            return null;
        }

        await session.QueueIfRetried(run.CompanyId).ConfigureAwait(false);
        session.Changes.Cause = ChangeCause.Of(state.Run);
        return await MarkDeleted(session, state, [run.RunId], formerOnly).ConfigureAwait(false);
    }

    /// <summary>Marks what none of the runs <paramref name="seenBy"/> has seen, though this one should have.</summary>
    public static async Task<int> MarkDeleted(PostgresSession session, StoredRun state, Guid[] seenBy, bool formerOnly = false)
    {
        await session.Execute(LookUp).ConfigureAwait(false);
        var arguments = Arguments(session, state, formerOnly, seenBy);
        int count;
        switch (state.Run.Kind)
        {
            case SyncKind.Jobs:
                count = await Delete(DeleteJobs, ChangeSource.Jobs).ConfigureAwait(false);
                break;
            case SyncKind.Candidates:
                await session.Execute(ShowLoss, arguments).ConfigureAwait(false);
                var persons = await session
                    .Query(DeletePersons, arguments, row => (IsAlone: row.Flag("alone"), Item: ChangeSource.Persons.Stored(row, ChangeKind.Deleted)))
                    .ConfigureAwait(false);
                session.Changes.Add(state.CompanyId, persons.Select(person => person.Item));
                count = persons.Count(person => person.IsAlone) + await Delete(DeleteApplications, ChangeSource.Applications).ConfigureAwait(false);
                break;
            default:
                count = await Delete(DeleteProcesses, ChangeSource.Processes).ConfigureAwait(false)
                    + await Delete(DeleteTasks, ChangeSource.Tasks).ConfigureAwait(false)
                    + await Delete(DeleteOrphanedTasks, ChangeSource.Tasks).ConfigureAwait(false);
                break;
        }

        await session.Execute(AddDeleted, new { companyId = state.CompanyId, runId = state.Run.RunId, count, now = session.Now }).ConfigureAwait(false);
        return count;

        async Task<int> Delete<TRow>(string statement, ChangeSource<TRow> source)
            where TRow : class, IRecordRow
        {
            var deleted = await session.Query(statement, arguments, row => source.Stored(row, ChangeKind.Deleted)).ConfigureAwait(false);
            session.Changes.Add(state.CompanyId, deleted);
            return deleted.Count;
        }
    }

    private static object Arguments(PostgresSession session, StoredRun state, bool formerOnly, Guid[]? seenBy = null) => new
    {
        companyId = state.CompanyId,
        runId = state.Run.RunId,
        seenBy = seenBy ?? [state.Run.RunId],
        startedAt = state.Run.StartedAt,
        sourceSince = state.SourceSince,
        readBefore = formerOnly ? state.SourceSince : state.Run.StartedAt,
        formerOnly,
        now = session.Now,
        future = session.Now + Freshness.Tolerance,
    };
}
