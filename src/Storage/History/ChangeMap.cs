using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes entries of a candidate's history of rows.</summary>
internal static class ChangeMap
{
    public const string Columns = "id, seen_at, what, application_id, from_state, to_state, fields";

    public static CandidateChange View(DbDataReader row) => new()
    {
        SeenAt = row.Time("seen_at"),
        Kind = (CandidateChangeKind)row.Number("what"),
        ApplicationId = row.Text("application_id"),
        FromState = row.Text("from_state"),
        ToState = row.Text("to_state"),
        Fields = [.. row.RequiredText("fields").Split(' ', StringSplitOptions.RemoveEmptyEntries)],
    };
}

/// <summary>
/// The columns whose changes are named in a candidate's history. What the record holds beyond its columns (and only there could a
/// tenant's EEO data be) counts as a change without a name.
/// </summary>
internal static class ChangeFields
{
    public static readonly IReadOnlyList<string> Person =
    [
        "email", "first_name", "last_name", "mobile", "home_phone", "work_phone", "address", "address2", "city", "state", "postal_code",
        "country", "location", "title", "company_name", "work_status", "sms_consent", "personal_data_processing_status",
    ];

    /// <summary>Without the date of the last update, which changes with everything.</summary>
    public static readonly IReadOnlyList<string> Application =
    [
        "candidate_id", "job_id", "workflow_state", "disposition", "source", "source_type", "jobvite_channel", "sent_date", "hire_date",
        "start_date", "consent_status", "has_artifacts",
    ];
}
