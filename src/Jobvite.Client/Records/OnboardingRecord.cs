using System.Text.Json;

namespace Jobvite.Client;

internal static class OnboardingRecord
{
    private static readonly string[] UpdatedNames = ["lastUpdatedDate", "lastUpdated", "updatedAt", "modifiedDate"];

    public static JobviteProcess Process(JsonElement record, bool keepEeoData)
    {
        var newHire = record.Member("newHire", JsonValueKind.Object) ?? default;
        return new JobviteProcess
        {
            Id = record.Id("processId", "id", "eId", "EId") ?? throw new FormatException("The onboarding process has no usable id (processId)."),
            CandidateId = record.Id("candidateId") ?? newHire.Id("candidateId"),
            NewHireId = newHire.Id("id", "newHireId", "eId") ?? record.Id("newHireId"),
            Status = record.Text("status"),
            HireDate = record.Text("hireDate")?.Trim() is { } hired ? DateText.Day(hired) : null,
            KickoffDate = record.Text("kickoffDate", "kickOffDate")?.Trim() is { } kickoff ? DateText.DayOrInstant(kickoff) : null,
            MilestonesJson = RawRecord.Member(record, "milestones"),
            Milestones = record.ValueKind == JsonValueKind.Object && record.TryGetProperty("milestones", out var milestones) ? Names(milestones) : [],
            LastUpdated = record.Date(UpdatedNames),
            RawJson = RawRecord.Write(record, keepEeoData),
        };
    }

    public static JobviteTask Task(JsonElement record, bool keepEeoData) => new()
    {
        Id = record.Id("taskId", "id", "eId", "EId") ?? throw new FormatException("The onboarding task has no usable id (taskId)."),
        ProcessId = record.Id("processId", "processInstanceId") ?? record.Member("process", JsonValueKind.Object)?.Id("processId", "id"),
        Name = record.Text("name"),
        Type = record.Text("type")?.Trim().ToUpperInvariant() switch
        {
            null => null,
            var known when known is "W4" or "I9" or "DOC" or "FORM" => known,
            _ => "CUSTOM",
        },
        Status = record.Text("status"),
        DueDate = record.Text("dueDate")?.Trim() is { } due ? DateText.DayOrInstant(due) : null,
        LastUpdated = record.Date(UpdatedNames),
        RawJson = RawRecord.Write(record, keepEeoData),
    };

    // Nobody has shown more than lists of names; objects are read as they may be meant.
    private static List<string> Names(JsonElement milestones) => milestones.ValueKind switch
    {
        JsonValueKind.Array => [.. milestones.EnumerateArray().Select(NameOf).OfType<string>()],
        JsonValueKind.Object when milestones.Member("milestones", JsonValueKind.Array) is { } list => Names(list),
        JsonValueKind.Object when NameOf(milestones) is { } name => [name],
        JsonValueKind.Object => [.. milestones.EnumerateObject()
            .Where(static one => one.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
            .Select(static one => one.Name)],
        _ => JsonFields.ScalarText(milestones) is { } text ? [text] : [],
    };

    private static string? NameOf(JsonElement milestone) =>
        milestone.ValueKind == JsonValueKind.Object ? milestone.Text("name", "milestone", "id") : JsonFields.ScalarText(milestone);
}
