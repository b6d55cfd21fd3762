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
            HireDate = record.Date("hireDate"),
            KickoffDate = record.Date("kickoffDate", "kickOffDate"),
            Milestones = Milestones(record),
            MilestoneStatus = record.Text("milestoneStatus"),
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
        DueDate = record.Date("dueDate"),
        LastUpdated = record.Date(UpdatedNames),
        RawJson = RawRecord.Write(record, keepEeoData),
    };

    private static List<string> Milestones(JsonElement record)
    {
        var names = new List<string>();
        var array = record.Member("milestones", JsonValueKind.Array)
            ?? record.Member("milestones", JsonValueKind.Object)?.Member("milestones", JsonValueKind.Array);
        if (array is null)
        {
            return names;
        }

        foreach (var item in array.Value.EnumerateArray())
        {
            if ((item.ValueKind == JsonValueKind.Object ? item.Text("name", "milestone", "id") : JsonFields.ScalarText(item)) is { } name)
            {
                names.Add(name);
            }
        }

        return names;
    }
}
