using System.Globalization;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>Lists of onboarding tasks, of one process or of many.</summary>
internal static class TaskAnswers
{
    private static readonly string[] Fields = ["id", "taskId", "processId", "processInstanceId", "type", "status", "dueDate"];

    public static OnboardingAnswer List(Exchange exchange, OnboardingRequest request)
    {
        if (request.Filter("task", Fields, out var problem) is not { } filter)
        {
            return OnboardingAnswer.Wrong(problem!);
        }

        var world = exchange.World;
        var named = filter.Wanted("processInstanceId") ?? filter.Wanted("processId");
        var processes = named?.Select(world.NewHires.Find).OfType<int>().Distinct() ?? world.NewHires.Indexes;
        List<OnboardingTask> found =
        [
            .. processes
                .SelectMany(process => Of(world, process))
                .Where(task => filter.Takes(field => Value(world, task, field))),
        ];
        var withFiles = request.Root.TryGetProperty("returnFileInfo", out var wish) && wish.ValueKind == JsonValueKind.True;
        return OnboardingAnswer.Of(json =>
        {
            ListAnswer.Write(json, exchange.Quirks.TaskListName, found, request.Window, exchange, (writer, task) => Write(writer, world, task, withFiles));
            json.WriteNumber("start", request.Window.Offset);
            json.WriteNumber("count", Math.Clamp(found.Count - request.Window.Offset, 0, request.Window.Count));
        });
    }

    public static IEnumerable<OnboardingTask> Of(SandboxWorld world, int process) =>
        Enumerable.Range(0, world.NewHires.Tasks(process)).Select(ordinal => new OnboardingTask(process, ordinal));

    private static string Value(SandboxWorld world, OnboardingTask task, string field) => field switch
    {
        "id" or "taskId" => world.Ids.Task(task.Process, task.Ordinal),
        "processId" or "processInstanceId" => world.Ids.Process(task.Process),
        "type" => task.Type(world),
        "status" => task.Status(world),
        _ => task.Due(world).ToString("O", CultureInfo.InvariantCulture),
    };

    public static void Write(Utf8JsonWriter json, SandboxWorld world, OnboardingTask task, bool withFiles)
    {
        var dice = task.Dice(world);
        var type = task.Type(world);
        json.WriteStartObject();
        json.WriteString(dice.Chance(0.8, Trait.Form) ? "taskId" : "id", world.Ids.Task(task.Process, task.Ordinal));
        json.WriteString(dice.Chance(0.5, Trait.Choice) ? "processInstanceId" : "processId", world.Ids.Process(task.Process));
        json.WriteString("name", $"{type}: sign & return <step {task.Ordinal + 1}>");
        json.WriteString("type", type);
        json.WriteString("status", task.Status(world));
        if (dice.Chance(0.15, Trait.Due))
        {
            json.WriteNull("dueDate");
        }
        else
        {
            ProcessAnswers.WriteDate(json, "dueDate", task.Due(world), dice.Below(3, Trait.Form));
        }

        if (withFiles && type is not "FORM")
        {
            json.WriteStartArray("files");
            json.WriteStartObject();
            json.WriteString("fileName", $"{type}.pdf");
            json.WriteString("mimeType", "application/pdf");
            json.WriteNumber("size", 1000 + dice.Below(50_000, Trait.DocumentSize));
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
