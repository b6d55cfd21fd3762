using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Which values of a column records have, and which of them somebody means who types a part of one.</summary>
internal static class Choices
{
    /// <summary>The most events that are looked at for their types: a company may have millions, and their types are few.</summary>
    private const int EventsLookedAt = 2000;

    private static readonly string OfApplications = Sql("applications", "workflow_state");
    private static readonly string OfStatuses = Sql("jobs", "status");
    private static readonly string OfDepartments = Sql("jobs", "department");
    private static readonly string OfLocations = Sql("jobs", "location_main");
    private static readonly string OfProcesses = Sql("onboarding_processes", "status");

    private static readonly string OfEvents = $"""
        SELECT event_type AS value, CASE WHEN sum(count(*)) OVER () >= {EventsLookedAt} THEN 0 ELSE count(*) END AS records
        FROM (
            SELECT event_type FROM webhook_events
            WHERE company_id = @companyId AND event_type IS NOT NULL
            ORDER BY received_at DESC, id DESC LIMIT {EventsLookedAt}) AS latest
        GROUP BY event_type
        ORDER BY count(*) DESC, event_type
        """;

    /// <summary>The values, the most frequent first; of long texts, which are nobody's choice, none.</summary>
    public static string Statement(ChoiceColumn column) => column switch
    {
        ChoiceColumn.WorkflowState => OfApplications,
        ChoiceColumn.JobStatus => OfStatuses,
        ChoiceColumn.Department => OfDepartments,
        ChoiceColumn.Location => OfLocations,
        ChoiceColumn.ProcessStatus => OfProcesses,
        _ => OfEvents,
    };

    public static FilterChoice Map(DbDataReader row) => new(row.RequiredText("value"), row.Number("records"));

    /// <summary>
    /// The values that a typed text means, without regard to case and accents: the one that it is, else all that contain it. None when no record
    /// has such a value.
    /// </summary>
    public static string[] Meant(IEnumerable<FilterChoice> choices, string typed)
    {
        var part = Folding.Fold(typed.Trim());
        var folded = choices.Select(choice => (choice.Value, Folded: Folding.Fold(choice.Value))).ToList();
        var same = folded.Where(one => one.Folded == part).Select(one => one.Value).ToArray();
        return same.Length > 0 ? same : [.. folded.Where(one => one.Folded.Contains(part, StringComparison.Ordinal)).Select(one => one.Value)];
    }

    // Word for word the condition of the index applications_choices of PostgreSQL.
    private static string Sql(string table, string column) => $"""
        SELECT {column} AS value, count(*) AS records
        FROM {table}
        WHERE company_id = @companyId AND deleted_at IS NULL AND length({column}) <= 200
        GROUP BY {column}
        ORDER BY count(*) DESC, {column}
        LIMIT 1000
        """;
}
