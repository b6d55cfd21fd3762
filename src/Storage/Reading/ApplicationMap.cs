using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes applications of rows.</summary>
internal static class ApplicationMap
{
    public const string Columns = """
        candidate_id, jobvite_id, job_id, workflow_state, workflow_state_id, disposition, source, source_type, jobvite_channel, sent_date,
        last_updated_date, hire_date, start_date, consent_status, has_artifacts
        """;

    public static FoundApplication Found(DbDataReader row) => new(row.RequiredText("candidate_id"), View(row), row.Text("raw_json"));

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
}
