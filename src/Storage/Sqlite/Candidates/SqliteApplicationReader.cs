using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Reads the applications of all candidates of a page in one statement, newest change first.</summary>
internal static class SqliteApplicationReader
{
    private const string OfPage = """
        SELECT candidate_id, jobvite_id, job_id, workflow_state, workflow_state_id, disposition, source, source_type, jobvite_channel,
               sent_date, last_updated_date, hire_date, start_date, consent_status, has_artifacts,
               CASE WHEN @includeRaw THEN raw_json END AS raw_json
        FROM applications
        WHERE company_id = @companyId AND candidate_id IN (SELECT value FROM json_each(@candidates)) AND deleted_at IS NULL
        ORDER BY coalesce(source_updated_at, last_updated_date, sent_date) DESC NULLS LAST, updated_at DESC, jobvite_id
        """;

    public static ILookup<string, Found> OfCandidates(SqliteSession session, string companyId, IEnumerable<string> candidates, bool includeRaw) => session
        .Query(OfPage, new { companyId, candidates = candidates.ToColumn(), includeRaw }, row => new Found(row.RequiredText("candidate_id"), View(row), row.Text("raw_json")))
        .ToLookup(found => found.CandidateId, StringComparer.Ordinal);

    private static ApplicationView View(DbDataReader row) => new()
    {
        ApplicationId = row.RequiredText("jobvite_id"),
        JobviteJobId = row.Text("job_id"),
        WorkflowState = row.Text("workflow_state"),
        WorkflowStateId = row.Text("workflow_state_id"),
        Disposition = row.Text("disposition"),
        Source = row.Text("source"),
        SourceType = row.Text("source_type"),
        JobviteChannel = row.Text("jobvite_channel"),
        SentDate = row.OptionalTime("sent_date"),
        LastUpdatedDate = row.OptionalTime("last_updated_date"),
        HireDate = row.OptionalTime("hire_date"),
        StartDate = row.OptionalTime("start_date"),
        ConsentStatus = row.Text("consent_status"),
        HasArtifacts = row.OptionalFlag("has_artifacts"),
    };

    /// <summary>An application beside its candidate's id and, if it was asked for, its JSON.</summary>
    internal sealed record Found(string CandidateId, ApplicationView View, string? RawJson);
}
