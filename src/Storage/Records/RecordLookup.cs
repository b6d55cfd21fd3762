using System.Collections.Immutable;
using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IRecordLookup"/>
internal sealed class RecordLookup<TSession>(IDatabase<TSession> database) : IRecordLookup
    where TSession : ISession
{
    private static readonly string Jobs = $"SELECT {JobMap.Columns}, NULL AS raw_json FROM jobs WHERE {Among}";

    private static readonly string CountCandidates = $"""
        SELECT job_id, count(DISTINCT candidate_id) AS candidates
        FROM applications
        WHERE company_id = @companyId AND job_id {TSession.IsOneOf("@ids")} AND deleted_at IS NULL
        GROUP BY job_id
        """;

    private static readonly string Candidates = $"SELECT {CandidateMap.Columns}, NULL AS raw_json FROM candidates WHERE {Among}";

    private static readonly string Applications = $"""
        SELECT {ApplicationMap.Columns}, NULL AS raw_json
        FROM applications
        WHERE company_id = @companyId AND candidate_id {TSession.IsOneOf("@ids")} AND deleted_at IS NULL
        ORDER BY coalesce(source_updated_at, last_updated_date, sent_date) DESC NULLS LAST, updated_at DESC, jobvite_id
        """;

    private static readonly string Processes = $"SELECT {ProcessMap.Columns}, NULL AS raw_json FROM onboarding_processes WHERE {Among}";

    private static readonly string Summaries = $"""
        SELECT process_id, coalesce(status, 'unknown') AS status, count(*) AS tasks
        FROM onboarding_tasks
        WHERE company_id = @companyId AND process_id {TSession.IsOneOf("@ids")} AND deleted_at IS NULL
        GROUP BY process_id, coalesce(status, 'unknown')
        """;

    private static readonly string Tasks = $"SELECT {TaskMap.Columns} FROM onboarding_tasks WHERE {Among}";

    private static readonly string Documents = $"SELECT {DocumentMap.Columns}, d.external_id FROM {DocumentMap.Shown} AND d.candidate_id {TSession.IsOneOf("@ids")}";

    private static string Among => $"company_id = @companyId AND jobvite_id {TSession.IsOneOf("@ids")}";

    public Task<FoundRecords> Find(string companyId, WantedRecords wanted, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var reading = new Reading(session, companyId);
            return new FoundRecords
            {
                Jobs = await reading.FindJobs(wanted.Jobs).ConfigureAwait(false),
                Candidates = await reading.FindCandidates(wanted.Candidates).ConfigureAwait(false),
                Processes = await reading.FindProcesses(wanted.Processes).ConfigureAwait(false),
                Tasks = ById(await reading.Read(wanted.Tasks, Tasks, TaskMap.View).ConfigureAwait(false), task => task.JobviteTaskId, task => task with { RawJson = null }),
                Documents = ById(
                    await reading.Read(wanted.OwnersOfDocuments, Documents, row => (Id: row.Text("external_id"), View: DocumentMap.View(row))).ConfigureAwait(false),
                    document => document.Id ?? document.View.Id.ToString(),
                    document => document.View),
            };
        },
        cancellationToken);

    private static Dictionary<string, TView> ById<TRow, TView>(IEnumerable<TRow> rows, Func<TRow, string> id, Func<TRow, TView> view) =>
        rows.DistinctBy(id).ToDictionary(id, view, StringComparer.Ordinal);

    /// <summary>One company's rows within one transaction.</summary>
    private readonly record struct Reading(TSession Session, string CompanyId)
    {
        public async Task<Dictionary<string, JobView>> FindJobs(ImmutableArray<string> ids)
        {
            var counts = (await Read(ids, CountCandidates, row => (Job: row.RequiredText("job_id"), Count: row.Number("candidates"))).ConfigureAwait(false))
                .ToDictionary(row => row.Job, row => row.Count, StringComparer.Ordinal);
            return ById(await Read(ids, Jobs, JobMap.View).ConfigureAwait(false), job => job.JobviteJobId, job => job with { CandidateCount = counts.GetValueOrDefault(job.JobviteJobId) });
        }

        public async Task<Dictionary<string, CandidateView>> FindCandidates(ImmutableArray<string> ids)
        {
            var applications = (await Read(ids, Applications, row => ApplicationMap.Found(row)).ConfigureAwait(false)).ToLookup(found => found.CandidateId, StringComparer.Ordinal);
            return ById(
                await Read(ids, Candidates, CandidateMap.View).ConfigureAwait(false),
                candidate => candidate.JobviteCandidateId,
                candidate => CandidateMap.Join(candidate, [.. applications[candidate.JobviteCandidateId]]));
        }

        public async Task<Dictionary<string, ProcessView>> FindProcesses(ImmutableArray<string> ids)
        {
            var summaries = (await Read(ids, Summaries, row => (Process: row.RequiredText("process_id"), Count: KeyValuePair.Create(row.RequiredText("status"), row.Number("tasks")))).ConfigureAwait(false))
                .ToLookup(row => row.Process, row => row.Count, StringComparer.Ordinal);
            return ById(
                await Read(ids, Processes, ProcessMap.View).ConfigureAwait(false),
                process => process.JobviteProcessId,
                process => process with { TasksSummary = summaries[process.JobviteProcessId].ToImmutableDictionary() });
        }

        public async Task<List<T>> Read<T>(ImmutableArray<string> ids, string sql, Func<DbDataReader, T> map) =>
            ids.IsEmpty ? [] : await Session.Query(sql, new { companyId = CompanyId, ids = ids.ToArray() }, map).ConfigureAwait(false);
    }
}
