using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>What a full run did not see. Every statement below selects the same rows for counting and for marking.</summary>
internal static class SqliteUnseen
{
    private const string Live = "company_id = @CompanyId AND deleted_at IS NULL AND (created_at < @startedAt OR created_at > @future)";

    // A record that a webhook has had read since the run began is no candidate for deletion, even if the run's pages shifted past it.
    // A time in the future was written by a clock that was wrong, and says nothing.
    private const string Old = $"{Live} AND (read_at < @readBefore OR (read_at > @future AND NOT @formerOnly))";

    private const string SeenOf = """
        SELECT seen.value FROM sync_pages AS page, json_each(page.ids) AS seen
        WHERE page.company_id = @CompanyId AND page.run_id IN (SELECT value FROM json_each(@seenBy)) AND page.entity
        """;

    private const string UnseenJobs = $"{Old} AND jobvite_id NOT IN ({SeenOf} IN (1, 6))";

    // A bad entry may have named its person or its application, whichever could be read: what either belongs to is spared.
    private const string UnseenPersons = $"""
        {Old} AND jobvite_id NOT IN ({SeenOf} IN (2, 6)) AND jobvite_id NOT IN (
            SELECT candidate_id FROM applications WHERE company_id = @CompanyId AND jobvite_id IN ({SeenOf} = 6))
        """;

    private const string UnseenApplications = $"{Old} AND jobvite_id NOT IN ({SeenOf} IN (3, 6)) AND candidate_id NOT IN ({SeenOf} = 6)";

    private const string UnseenProcesses = $"{Old} AND jobvite_id NOT IN ({SeenOf} IN (4, 6))";

    // A run that read no tasks at all (they can be switched off) says nothing about tasks.
    private const string UnseenTasks = $"""
        {Old} AND jobvite_id NOT IN ({SeenOf} IN (5, 6)) AND process_id NOT IN ({SeenOf} = 6)
        AND EXISTS (SELECT 1 FROM sync_pages WHERE company_id = @CompanyId AND run_id = @runId AND entity = 5)
        """;

    private const string FirstJobs = $"SELECT jobvite_id FROM jobs WHERE {UnseenJobs} AND jobvite_id > @after ORDER BY jobvite_id LIMIT @limit";

    // Entries are counted as everywhere: a person with an application is that application.
    private const string Alone = """
        NOT EXISTS (
            SELECT 1 FROM applications AS own
            WHERE own.company_id = candidates.company_id AND own.candidate_id = candidates.jobvite_id AND own.deleted_at IS NULL)
        """;

    private const string Sums = "AS live, count(*) AS unseen, count(*) FILTER (WHERE read_at < @sourceSince) AS former";

    private const string CountJobs = $"SELECT (SELECT count(*) FROM jobs WHERE {Live}) {Sums} FROM jobs WHERE {UnseenJobs}";

    private const string CountCandidates = $"""
        SELECT (SELECT count(*) FROM candidates WHERE {Live} AND {Alone}) + (SELECT count(*) FROM applications WHERE {Live}) {Sums}
        FROM (
            SELECT read_at FROM candidates WHERE {UnseenPersons} AND {Alone}
            UNION ALL
            SELECT read_at FROM applications WHERE {UnseenApplications})
        """;

    private const string CountOnboarding = $"""
        SELECT (SELECT count(*) FROM onboarding_processes WHERE {Live}) + (SELECT count(*) FROM onboarding_tasks WHERE {Live}) {Sums}
        FROM (
            SELECT read_at FROM onboarding_processes WHERE {UnseenProcesses}
            UNION ALL
            SELECT read_at FROM onboarding_tasks WHERE {UnseenTasks})
        """;

    private const string CountAlone = $"SELECT count(*) FROM candidates WHERE {UnseenPersons} AND {Alone}";

    private const string Mark = "SET deleted_at = @now, updated_at = @now";

    // Before the applications are marked: a person who stays but loses one has changed for readers, and whose the fetched artifacts are,
    // Jobvite need not have said: they are asked for again.
    private const string ShowLoss = $"""
        UPDATE candidates
        SET updated_at = @now,
            artifacts_due_at = CASE WHEN artifacts_state = 2 THEN @now ELSE artifacts_due_at END,
            artifacts_state = CASE WHEN artifacts_state = 2 THEN 1 ELSE artifacts_state END
        WHERE company_id = @CompanyId AND jobvite_id IN (SELECT candidate_id FROM applications WHERE {UnseenApplications})
        """;

    private static readonly string DeleteJobs = $"UPDATE jobs {Mark} WHERE {UnseenJobs} RETURNING {ChangeSource.Jobs.StoredColumns}";
    private static readonly string DeletePersons = $"UPDATE candidates {Mark} WHERE {UnseenPersons} RETURNING {ChangeSource.Persons.StoredColumns}";
    private static readonly string DeleteApplications = $"UPDATE applications {Mark} WHERE {UnseenApplications} RETURNING {ChangeSource.Applications.StoredColumns}";
    private static readonly string DeleteProcesses = $"UPDATE onboarding_processes {Mark} WHERE {UnseenProcesses} RETURNING {ChangeSource.Processes.StoredColumns}";

    private static readonly string DeleteTasks = $"""
        UPDATE onboarding_tasks {Mark}
        WHERE ({UnseenTasks})
           OR (company_id = @CompanyId AND deleted_at IS NULL AND process_id IN (
               SELECT jobvite_id FROM onboarding_processes WHERE company_id = @CompanyId AND deleted_at IS NOT NULL))
        RETURNING {ChangeSource.Tasks.StoredColumns}
        """;

    private const string AddDeleted = "UPDATE sync_runs SET deleted = deleted + @count, heartbeat_at = @now WHERE company_id = @CompanyId AND run_id = @runId";

    public static UnseenCount Count(SqliteSession session, RunRef run) => SqliteRunTable.Find(session, run.CompanyId, run.RunId) is not { } state
        ? default
        : session.Query(
            state.Run.Kind switch
            {
                SyncKind.Jobs => CountJobs,
                SyncKind.Candidates => CountCandidates,
                _ => CountOnboarding,
            },
            Arguments(session, state, formerOnly: false),
            row => new UnseenCount(row.Number("live"), row.Number("unseen"), row.Number("former")))[0];

    public static List<string> ListJobs(SqliteSession session, RunRef run, string? after, int limit) =>
        SqliteRunTable.Find(session, run.CompanyId, run.RunId) is not { } state
            ? []
            : session.Query(
                FirstJobs,
                new { state.CompanyId, seenBy = new[] { state.Run.RunId.ToColumn() }.ToColumn(), startedAt = state.Run.StartedAt.ToColumn(), readBefore = state.Run.StartedAt.ToColumn(), formerOnly = false, future = (session.Now + Freshness.Tolerance).ToColumn(), after = after ?? "", limit },
                row => row.RequiredText("jobvite_id"));

    public static int? Delete(SqliteSession session, RunRef run, bool formerOnly)
    {
        if (SqliteRunTable.Find(session, run.CompanyId, run.RunId) is not { } state || state.Pulse(run.Epoch) is RunPulse.Lost)
        {
            return null;
        }

        session.Changes.Cause = ChangeCause.Of(state.Run);
        return MarkDeleted(session, state, [run.RunId], formerOnly);
    }

    /// <summary>Marks what none of the runs <paramref name="seenBy"/> has seen, though this one should have.</summary>
    public static int MarkDeleted(SqliteSession session, StoredRun state, Guid[] seenBy, bool formerOnly = false)
    {
        var arguments = Arguments(session, state, formerOnly, seenBy);
        var count = 0;
        switch (state.Run.Kind)
        {
            case SyncKind.Jobs:
                count = Delete(DeleteJobs, ChangeSource.Jobs);
                break;
            case SyncKind.Candidates:
                count = session.Scalar<int>(CountAlone, arguments);
                session.Execute(ShowLoss, arguments);
                Delete(DeletePersons, ChangeSource.Persons);
                count += Delete(DeleteApplications, ChangeSource.Applications);
                break;
            case SyncKind.Onboarding:
                count = Delete(DeleteProcesses, ChangeSource.Processes) + Delete(DeleteTasks, ChangeSource.Tasks);
                break;
        }

        session.Execute(AddDeleted, new { state.CompanyId, runId = state.Run.RunId.ToColumn(), count, now = session.Now.ToColumn() });
        return count;

        int Delete<TRow>(string statement, ChangeSource<TRow> source)
            where TRow : class, IRecordRow
        {
            var deleted = session.Query(statement, arguments, row => source.Stored(row, ChangeKind.Deleted));
            session.Changes.Add(state.CompanyId, deleted);
            return deleted.Count;
        }
    }

    private static object Arguments(SqliteSession session, StoredRun state, bool formerOnly, Guid[]? seenBy = null) => new
    {
        state.CompanyId,
        runId = state.Run.RunId.ToColumn(),
        seenBy = (seenBy ?? [state.Run.RunId]).Select(id => id.ToColumn()).ToColumn(),
        startedAt = state.Run.StartedAt.ToColumn(),
        sourceSince = state.SourceSince.ToColumn(),
        readBefore = (formerOnly ? state.SourceSince : state.Run.StartedAt).ToColumn(),
        formerOnly,
        now = session.Now.ToColumn(),
        future = (session.Now + Freshness.Tolerance).ToColumn(),
    };
}
