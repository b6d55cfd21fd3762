using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jobvite.WebFrontend;

/// <summary>
/// Query parameters for a list of Jobvite's, as JSON (<c>{ "department": "Care", "jobStatus": ["Open", "Filled"] }</c>) and as the settings keep
/// them: the first value of each name, and beside it all values of those that have several.
/// </summary>
internal static class QueryFilterShape
{
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
            if (FilterValue.ReadAll(value) is not { Length: > 0 } values)
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
}
