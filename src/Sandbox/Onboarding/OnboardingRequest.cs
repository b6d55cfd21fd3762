using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>A decrypted onboarding request.</summary>
internal sealed class OnboardingRequest
{
    private const int UsualPerPage = 50;

    private OnboardingRequest(JsonElement root, ListWindow window)
    {
        Root = root;
        Window = window;
    }

    public JsonElement Root { get; }

    public ListWindow Window { get; }

    /// <param name="plain">The decrypted text.</param>
    /// <param name="fault">The fault that the request drew, which may move the window.</param>
    /// <param name="problem">What is wrong, when the result is null.</param>
    public static OnboardingRequest? Parse(byte[] plain, SandboxFault? fault, out string? problem)
    {
        problem = null;
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(plain);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            problem = "The payload is not JSON.";
            return null;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            problem = "The payload must be an object.";
        }
        else if (!TryNumber(root, "start", 0, out var start) || !TryNumber(root, "count", UsualPerPage, out var count))
        {
            problem = "start and count must be whole numbers from 0.";
        }
        else
        {
            // Paging of onboarding lists counts from 0, whatever v2 does.
            return new OnboardingRequest(root, ListWindow.Of(start, count, new SandboxQuirks(), fault));
        }

        return null;
    }

    /// <returns>Null with a message when the filter cannot be understood; an absent one takes everything.</returns>
    public RecordFilter? Filter(string record, IReadOnlyCollection<string> fields, out string? problem)
    {
        if (!Root.TryGetProperty("filter", out var filter) || filter.ValueKind != JsonValueKind.Object || !filter.TryGetProperty(record, out var conditions))
        {
            problem = null;
            return new RecordFilter();
        }

        return RecordFilter.Parse(conditions, fields, out problem);
    }

    private static bool TryNumber(JsonElement root, string name, int otherwise, out int number)
    {
        number = otherwise;
        return !root.TryGetProperty(name, out var value)
            || (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number) && number >= 0);
    }
}
