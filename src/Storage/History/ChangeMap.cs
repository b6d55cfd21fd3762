using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes entries of a candidate's history of rows.</summary>
internal static class ChangeMap
{
    public const string Columns = "id, seen_at, what, application_id, from_state, to_state, fields";

    /// <summary>What the history shows of the feed: what was seen to change of the person and the applications.</summary>
    public const string IsHistory = "what IN (1, 2, 3) AND (type IS NULL OR type LIKE 'candidate.%' OR type LIKE 'application.%')";

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
