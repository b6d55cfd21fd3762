using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>Sets milestones of the processes that a filter takes, or adds to them.</summary>
internal static class MilestoneAnswers
{
    public static OnboardingAnswer Set(Exchange exchange, OnboardingRequest request)
    {
        if (!TryRead(request.Root, out var milestones, out var isAdd))
        {
            return OnboardingAnswer.Wrong("milestone must be an object with milestones (an array of text) and operation (set or add).");
        }

        if (ProcessAnswers.Find(exchange.World, request, out var problem) is not { } processes)
        {
            return OnboardingAnswer.Wrong(problem!);
        }

        if (!request.Root.TryGetProperty("filter", out _))
        {
            return OnboardingAnswer.Wrong("filter is missing; milestones of all processes cannot be set at once.");
        }

        processes.ForEach(index => exchange.World.SetMilestones(index, milestones, isAdd));
        return OnboardingAnswer.Of(json =>
        {
            JsonText.WriteSuccess(json, StatusForm.Word);
            json.WriteNumber("total", processes.Count);
            json.WriteStartArray("processes");
            foreach (var index in processes)
            {
                json.WriteStartObject();
                json.WriteString("processId", exchange.World.Ids.Process(index));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static bool TryRead(JsonElement root, out List<string> milestones, out bool isAdd)
    {
        milestones = [];
        isAdd = false;
        if (!root.TryGetProperty("milestone", out var milestone) || milestone.ValueKind != JsonValueKind.Object
            || !milestone.TryGetProperty("milestones", out var names) || names.ValueKind != JsonValueKind.Array
            || !milestone.TryGetProperty("operation", out var operation) || operation.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        milestones = [.. names.EnumerateArray().Where(static name => name.ValueKind == JsonValueKind.String).Select(static name => name.GetString()!)];
        isAdd = operation.ValueEquals("add");
        return milestones.Count == names.GetArrayLength() && (isAdd || operation.ValueEquals("set"));
    }
}
