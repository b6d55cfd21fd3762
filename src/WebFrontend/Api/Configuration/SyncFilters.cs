using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>
/// Filters between JSON and settings. For lists of jobs and candidates JSON has query parameters (<c>{ "department": "Care", "jobStatus": ["Open", "Filled"] }</c>),
/// and the settings the first value of each name, and beside it all values of those that have several. For onboarding JSON has conditions
/// (<c>{ "status": "ACTIVE", "hireDate": { "gte": "…", "lt": "…" } }</c>), and the settings a list of them.
/// </summary>
internal static class SyncFilters
{
    private const string Equal = "eq";
    private static readonly string[] Operators = [Equal, "in", "nin", "lt", "lte", "gt", "gte"];

    /// <summary>Null for null: what is stored stays.</summary>
    public static (ImmutableDictionary<string, string> First, ImmutableDictionary<string, ImmutableArray<string>> Repeated)? Read(
        Dictionary<string, JsonElement>? filters, string field, InputErrors errors)
    {
        if (filters is null)
        {
            return null;
        }

        var first = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var repeated = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in filters)
        {
            if (ReadValues(value) is not { Length: > 0 } values)
            {
                errors.Add(field, "must be a JSON object whose values are strings, numbers or booleans, or lists of them.");
                break;
            }

            first[name] = values[0];
            if (values.Length > 1)
            {
                repeated[name] = values;
            }
        }

        return (first.ToImmutable(), repeated.ToImmutable());
    }

    public static JsonObject Show(ImmutableDictionary<string, string> first, ImmutableDictionary<string, ImmutableArray<string>> repeated)
    {
        var shown = new JsonObject();
        foreach (var (name, value) in first.OrderBy(filter => filter.Key, StringComparer.Ordinal))
        {
            shown[name] = repeated.TryGetValue(name, out var values) ? new JsonArray([.. values.Select(one => JsonValue.Create(one))]) : value;
        }

        return shown;
    }

    /// <summary>One <c>name=value</c> a line, as a person types them.</summary>
    public static string ShowLines(ImmutableDictionary<string, string> first, ImmutableDictionary<string, ImmutableArray<string>> repeated) => string.Join('\n', first
        .OrderBy(filter => filter.Key, StringComparer.Ordinal)
        .SelectMany(filter => repeated.GetValueOrDefault(filter.Key, [filter.Value]).Select(value => $"{filter.Key}={value}")));

    /// <summary>Lines as JSON; null when one is no <c>name=value</c>.</summary>
    public static Dictionary<string, JsonElement>? ReadLines(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).ToList();
        return lines.All(line => line is [{ Length: > 0 }, _])
            ? lines.GroupBy(line => line[0], line => line[1], StringComparer.Ordinal).ToDictionary(g => g.Key, g => JsonSerializer.SerializeToElement(g), StringComparer.Ordinal)
            : null;
    }

    /// <summary>Conditions on onboarding: field → value, or field → { operator: value or [values] }. Null for null.</summary>
    public static ImmutableArray<OnboardingFilter>? ReadConditions(Dictionary<string, JsonElement>? filters, string path, InputErrors errors)
    {
        if (filters is null)
        {
            return null;
        }

        var conditions = ImmutableArray.CreateBuilder<OnboardingFilter>();
        foreach (var (field, condition) in filters)
        {
            IEnumerable<(string Operator, JsonElement Value)> parts = condition.ValueKind == JsonValueKind.Object
                ? condition.EnumerateObject().Select(p => (p.Name, p.Value))
                : [(Equal, condition)];
            foreach (var (op, value) in parts)
            {
                if (!Operators.Contains(op, StringComparer.Ordinal))
                {
                    errors.Add($"{path}.{field}", $"must use one of the operators {string.Join(", ", Operators)}.");
                }
                else if (ReadValues(value) is not { Length: > 0 } values || (values.Length > 1 && op is not ("in" or "nin")))
                {
                    errors.Add($"{path}.{field}", "must be a string, number or boolean; in and nin also take a list of them.");
                }
                else
                {
                    conditions.Add(new(field, op, values));
                }
            }
        }

        return conditions.ToImmutable();
    }

    public static JsonObject Show(ImmutableArray<OnboardingFilter> conditions)
    {
        var shown = new JsonObject();
        foreach (var ofField in conditions.GroupBy(c => c.Field, StringComparer.Ordinal))
        {
            if (ofField.ToArray() is [{ Operator: Equal, Values: [var only] }])
            {
                shown[ofField.Key] = only;
                continue;
            }

            var operators = new JsonObject();
            foreach (var condition in ofField)
            {
                operators[condition.Operator] = condition.Values is [var single] && condition.Operator is not ("in" or "nin")
                    ? single
                    : new JsonArray([.. condition.Values.Select(v => JsonValue.Create(v))]);
            }

            shown[ofField.Key] = operators;
        }

        return shown;
    }

    /// <summary>Jobvite takes texts; callers also write numbers and booleans.</summary>
    private static bool TryReadValue(JsonElement value, [NotNullWhen(true)] out string? text)
    {
        text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
        return text is not null;
    }

    /// <summary>One value, or several in a list; empty when it is neither.</summary>
    private static ImmutableArray<string> ReadValues(JsonElement value)
    {
        IEnumerable<JsonElement> elements = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
        var values = ImmutableArray.CreateBuilder<string>();
        foreach (var element in elements)
        {
            if (!TryReadValue(element, out var text))
            {
                return [];
            }

            values.Add(text);
        }

        return values.ToImmutable();
    }
}
