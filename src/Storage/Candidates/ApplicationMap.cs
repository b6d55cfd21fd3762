using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes applications of rows.</summary>
internal static class ApplicationMap
{
    public const string Columns = """
        candidate_id, jobvite_id, job_id, workflow_state, workflow_state_id, disposition, source, source_type, jobvite_channel, sent_date,
        last_updated_date, hire_date, start_date, consent_status, has_artifacts, custom_fields, read_at
        """;

    /// <param name="row">Has the columns in their order, then the JSON.</param>
    /// <param name="first">Where the columns begin.</param>
    public static FoundApplication Found(DbDataReader row, int first = 0) =>
        new(row.GetString(first), View(row, first + 1), row.OptionalTime(first + 16)!.Value, row.Text(first + 17));

    private static ApplicationView View(DbDataReader row, int first) => new()
    {
        ApplicationId = row.GetString(first),
        JobviteJobId = row.Text(first + 1),
        WorkflowState = row.Text(first + 2),
        WorkflowStateId = row.Text(first + 3),
        Disposition = row.Text(first + 4),
        Source = row.Text(first + 5),
        SourceType = row.Text(first + 6),
        JobviteChannel = row.Text(first + 7),
        SentDate = row.OptionalTime(first + 8),
        LastUpdatedDate = row.OptionalTime(first + 9),
        HireDate = row.OptionalTime(first + 10),
        StartDate = row.OptionalTime(first + 11),
        ConsentStatus = row.Text(first + 12),
        HasArtifacts = row.OptionalFlag(first + 13),
        CustomFields = row.Text(first + 14),
    };
}
