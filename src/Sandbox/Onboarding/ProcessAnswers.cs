using System.Globalization;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>Lists of onboarding processes.</summary>
internal static class ProcessAnswers
{
    private static readonly string[] Fields = ["id", "processId", "candidateId", "newHireId", "status", "hireDate", "kickoffDate"];

    public static OnboardingAnswer List(Exchange exchange, OnboardingRequest request)
    {
        if (Find(exchange.World, request, out var problem) is not { } found)
        {
            return OnboardingAnswer.Wrong(problem!);
        }

        return OnboardingAnswer.Of(json =>
        {
            ListAnswer.Write(json, exchange.Quirks.ProcessListName, found, request.Window, exchange, (writer, index) => Write(writer, exchange.World, index));
            json.WriteNumber("start", request.Window.Offset);
            json.WriteNumber("count", Math.Clamp(found.Count - request.Window.Offset, 0, request.Window.Count));
        });
    }

    /// <summary>The processes that the request's filter takes; null with a message when it cannot be understood.</summary>
    public static List<int>? Find(SandboxWorld world, OnboardingRequest request, out string? problem)
    {
        if (request.Filter("process", Fields, out problem) is not { } filter)
        {
            return null;
        }

        var named = filter.Wanted("id") ?? filter.Wanted("processId");
        var candidates = named?.Select(world.NewHires.Find).OfType<int>().Distinct() ?? world.NewHires.Indexes;
        return [.. candidates.Where(index => filter.Takes(field => Value(world, index, field)))];
    }

    private static string NewHireId(SandboxWorld world, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{Dice.Mix(world.NewHires.Dice(index).Key):x16}{index:x8}");

    private static string? Value(SandboxWorld world, int index, string field) => field switch
    {
        "id" or "processId" => world.Ids.Process(index),
        "candidateId" => world.NewHires.Candidate(index) is { } candidate ? world.Ids.Candidate(candidate) : null,
        "newHireId" => NewHireId(world, index),
        "status" => world.NewHires.Status(index),
        "hireDate" => world.NewHires.HireDate(index).ToString("O", CultureInfo.InvariantCulture),
        _ => world.NewHires.KickoffAt(index).ToString("O", CultureInfo.InvariantCulture),
    };

    public static void Write(Utf8JsonWriter json, SandboxWorld world, int index)
    {
        var dice = world.NewHires.Dice(index);
        json.WriteStartObject();
        json.WriteString(dice.Chance(0.8, Trait.Form) ? "processId" : "id", world.Ids.Process(index));
        json.WriteString("candidateId", Value(world, index, "candidateId"));
        WriteNewHire(json, world, index, dice);
        json.WriteString("status", world.NewHires.Status(index));
        WriteDate(json, "hireDate", world.NewHires.HireDate(index), dice.Below(3, Trait.HireDate));
        WriteDate(json, "kickoffDate", world.NewHires.KickoffAt(index), dice.Below(3, Trait.Kickoff));
        json.WriteStartArray("milestones");
        foreach (var milestone in world.NewHires.Milestones(index))
        {
            json.WriteStringValue(milestone);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNewHire(Utf8JsonWriter json, SandboxWorld world, int index, Dice dice)
    {
        var person = world.NewHires.Candidate(index) is { } candidate ? world.People.Dice(candidate) : dice;
        json.WriteStartObject("newHire");
        json.WriteString(dice.Chance(0.5, Trait.Form) ? "id" : "newHireId", NewHireId(world, index));
        json.WriteString("firstName", person.Pick(Vocabulary.FirstNames, Trait.FirstName));
        json.WriteString("lastName", person.Pick(Vocabulary.LastNames, Trait.LastName));
        json.WriteString("email", string.Create(CultureInfo.InvariantCulture, $"newhire{index}@example.com"));
        json.WriteEndObject();
    }

    /// <summary>A date, a date with time, or milliseconds: all three have been seen.</summary>
    internal static void WriteDate(Utf8JsonWriter json, string name, DateTimeOffset at, int form)
    {
        switch (form)
        {
            case 0:
                json.WriteString(name, at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case 1:
                json.WriteString(name, at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteMilliseconds(name, at);
                break;
        }
    }
}
