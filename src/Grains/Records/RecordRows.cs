using System.Text.Json;
using Jobvite.Client;
using Jobvite.Storage;
using Riok.Mapperly.Abstractions;

namespace Jobvite.Grains.Records;

/// <summary>
/// Jobvite's records as rows. Members of the same name are copied by generated code; a column of a row that nothing is copied to does not
/// compile.
/// </summary>
[Mapper(RequiredMappingStrategy = RequiredMappingStrategy.Target)]
internal static partial class RecordRows
{
    [MapProperty(nameof(JobviteJob.LastUpdated), nameof(JobRow.SourceUpdatedAt))]
    [MapProperty(nameof(JobviteJob.Location), nameof(JobRow.LocationMain))]
    [MapPropertyFromSource(nameof(JobRow.Places), Use = nameof(PlacesOf))]
    public static partial JobRow From(JobviteJob job);

    /// <summary>The person alone, without applications and documents.</summary>
    [MapProperty(nameof(JobviteCandidate.LastUpdated), nameof(CandidateRow.SourceUpdatedAt))]
    [MapperIgnoreTarget(nameof(CandidateRow.Applications))]
    [MapperIgnoreTarget(nameof(CandidateRow.Documents))]
    [MapperIgnoreTarget(nameof(CandidateRow.ArtifactsToFetch))]
    [MapperIgnoreTarget(nameof(CandidateRow.Digest))]
    public static partial CandidateRow FromPerson(JobviteCandidate candidate);

    [MapProperty(nameof(JobviteApplication.LastUpdated), nameof(ApplicationRow.SourceUpdatedAt))]
    [MapProperty(nameof(JobviteApplication.LastUpdated), nameof(ApplicationRow.LastUpdatedDate))]
    public static partial ApplicationRow From(JobviteApplication application);

    [MapProperty(nameof(JobviteProcess.LastUpdated), nameof(ProcessRow.SourceUpdatedAt))]
    [MapProperty(nameof(JobviteProcess.MilestonesJson), nameof(ProcessRow.Milestones))]
    public static partial ProcessRow From(JobviteProcess process);

    /// <param name="task">The task.</param>
    /// <param name="processId">Which process it belongs to, where the task itself does not say.</param>
    public static TaskRow From(JobviteTask task, string processId) => OfProcess(task, task.ProcessId ?? processId);

    [MapProperty(nameof(JobviteTask.LastUpdated), nameof(TaskRow.SourceUpdatedAt))]
    private static partial TaskRow OfProcess(JobviteTask task, string processId);

    // A day is stored, and shown, as midnight UTC (docs/adr/0026).
    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static IReadOnlyList<string> PlacesOf(JobviteJob job)
    {
        IEnumerable<string?> places =
            [job.LocationCity, job.LocationState, job.LocationCountry, .. job.Locations.SelectMany(place => new[] { place.Text, place.City, place.State, place.Country })];
        return [.. places.OfType<string>()];
    }

    /// <summary>Those with a value; a code that comes twice has its last one.</summary>
    private static string? FieldsOf(IReadOnlyList<JobviteCustomField> fields)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (field.Value is { } value)
            {
                values[field.FieldCode] = value;
            }
        }

        return values.Count == 0 ? null : JsonSerializer.Serialize(values);
    }
}
