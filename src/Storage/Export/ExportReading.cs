using System.Collections.Immutable;
using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Walks through the ids of a snapshot and reads the rows that belong to them.</summary>
internal sealed class ExportReading<TSession>(ISnapshot<TSession> snapshot, string companyId, ExportRequest request) : IExportReading
    where TSession : ISession
{
    /// <summary>Raw JSON takes ten times the room of the rest.</summary>
    private readonly int _rows = request.IncludeRaw ? 100 : 500;

    private static readonly string Wanted = $"WHERE company_id = @companyId AND jobvite_id {TSession.IsOneOf("@ids")} ORDER BY jobvite_id";

    private static readonly string JobCounts = $"""
        SELECT job_id, count(DISTINCT candidate_id) AS candidates FROM applications
        WHERE company_id = @companyId AND job_id {TSession.IsOneOf("@ids")} AND deleted_at IS NULL
        GROUP BY job_id
        """;

    private static readonly string TaskCounts = $"""
        SELECT process_id, coalesce(status, 'unknown') AS status, count(*) AS tasks FROM onboarding_tasks
        WHERE company_id = @companyId AND process_id {TSession.IsOneOf("@ids")} AND deleted_at IS NULL
        GROUP BY process_id, coalesce(status, 'unknown')
        """;

    public required string Cursor { get; init; }

    public required ImmutableArray<string> FieldCodes { get; init; }

    public async Task<ExportChunk> Next(CancellationToken cancellationToken)
    {
        var ids = await snapshot.Walk(_rows, cancellationToken).ConfigureAwait(false);
        var chunk = ids.Count == 0 ? new ExportChunk() : await snapshot.Read(session => RowsOf(session, [.. ids]), cancellationToken).ConfigureAwait(false);
        return chunk with { IsLast = ids.Count < _rows };
    }

    public ValueTask DisposeAsync() => snapshot.DisposeAsync();

    private async Task<ExportChunk> RowsOf(TSession session, string[] ids) => request.Kind switch
    {
        ExportKind.Jobs => new ExportChunk { Jobs = await Jobs(session, ids).ConfigureAwait(false) },
        ExportKind.Candidates => new ExportChunk { Candidates = await Candidates(session, ids).ConfigureAwait(false) },
        ExportKind.Applications => new ExportChunk { Applications = [.. await Rows(session, "applications", $"{ApplicationMap.Columns}, {{0}}, id, created_at, updated_at, deleted_at", ids, Application).ConfigureAwait(false)] },
        ExportKind.Processes => new ExportChunk { Processes = await Processes(session, ids).ConfigureAwait(false) },
        _ => new ExportChunk { Tasks = [.. await Rows(session, "onboarding_tasks", "id, jobvite_id, name, type, status, due_date, created_at, updated_at, deleted_at, {0}, process_id", ids, row => new ExportedTask(row.RequiredText("process_id"), TaskMap.View(row))).ConfigureAwait(false)] },
    };

    private async Task<ImmutableArray<JobView>> Jobs(TSession session, string[] ids)
    {
        var jobs = await Rows(session, "jobs", $"{JobMap.Columns}, {{0}}", ids, JobMap.View).ConfigureAwait(false);
        var counts = (await session.Query(JobCounts, new { companyId, ids }, row => (Job: row.RequiredText("job_id"), Count: row.Number("candidates"))).ConfigureAwait(false))
            .ToDictionary(row => row.Job, row => row.Count, StringComparer.Ordinal);
        return [.. jobs.Select(job => job with { CandidateCount = counts.GetValueOrDefault(job.JobviteJobId) })];
    }

    private async Task<ImmutableArray<CandidateView>> Candidates(TSession session, string[] ids)
    {
        var persons = await Rows(session, "candidates", $"{CandidateMap.Columns}, {{0}}", ids, CandidateMap.View).ConfigureAwait(false);
        var applications = (await session.Query(
            $"""
            SELECT {ApplicationMap.Columns}, {Raw}
            FROM applications
            WHERE company_id = @companyId AND candidate_id {TSession.IsOneOf("@ids")} AND deleted_at IS NULL
            ORDER BY coalesce(source_updated_at, last_updated_date, sent_date) DESC NULLS LAST, updated_at DESC, jobvite_id
            """,
            new { companyId, ids },
            row => ApplicationMap.Found(row)).ConfigureAwait(false)).ToLookup(found => found.CandidateId, StringComparer.Ordinal);
        return [.. persons.Select(person => CandidateMap.Join(person, [.. applications[person.JobviteCandidateId]]))];
    }

    private async Task<ImmutableArray<ProcessView>> Processes(TSession session, string[] ids)
    {
        var processes = await Rows(session, "onboarding_processes", $"{ProcessMap.Columns}, {{0}}", ids, ProcessMap.View).ConfigureAwait(false);
        var counts = (await session.Query(
            TaskCounts, new { companyId, ids }, row => (Process: row.RequiredText("process_id"), Count: KeyValuePair.Create(row.RequiredText("status"), row.Number("tasks")))).ConfigureAwait(false))
            .ToLookup(row => row.Process, row => row.Count, StringComparer.Ordinal);
        return [.. processes.Select(process => process with { TasksSummary = counts[process.JobviteProcessId].ToImmutableDictionary() })];
    }

    private string Raw => request.IncludeRaw ? "raw_json" : "NULL AS raw_json";

    private Task<List<T>> Rows<T>(TSession session, string table, string columns, string[] ids, Func<DbDataReader, T> map) =>
        session.Query($"SELECT {columns.Replace("{0}", Raw, StringComparison.Ordinal)} FROM {table} {Wanted}", new { companyId, ids }, map);

    private static ExportedApplication Application(DbDataReader row)
    {
        var found = ApplicationMap.Found(row);
        return new ExportedApplication
        {
            Id = row.Id(),
            JobviteCandidateId = found.CandidateId,
            Application = found.View,
            CreatedAt = row.Time("created_at"),
            UpdatedAt = row.Time("updated_at"),
            DeletedAt = row.OptionalTime("deleted_at"),
            RawJson = found.RawJson,
        };
    }
}
