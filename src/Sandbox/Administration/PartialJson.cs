using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Jobvite.Sandbox;

/// <summary>Reads the JSON of people: enum members by name, case-insensitive, and a misspelt field is an error that names it.</summary>
internal static class PartialJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>For answers that a person looks at.</summary>
    public static readonly JsonSerializerOptions Readable = new(Options)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The current value with the fields that <paramref name="changes"/> names replaced.</summary>
    /// <exception cref="ArgumentException">A field that does not exist, or a value of the wrong sort; the message says which.</exception>
    public static T Merge<T>(T current, JsonObject changes)
    {
        var merged = JsonSerializer.SerializeToNode(current, Options)!.AsObject();
        foreach (var (name, value) in changes)
        {
            var known = merged.Select(static pair => pair.Key).FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
            merged[known ?? name] = value?.DeepClone();
        }

        return Read<T>(merged);
    }

    /// <exception cref="ArgumentException">A field that does not exist, or a value of the wrong sort; the message says which.</exception>
    public static T Read<T>(JsonNode node)
    {
        try
        {
            return node.Deserialize<T>(Options) ?? throw new ArgumentException("A JSON object is needed here, not null.");
        }
        catch (JsonException problem)
        {
            throw new ArgumentException(Explain<T>(problem), problem);
        }
    }

    /// <summary>For values typed in a shell: <c>true</c>, <c>false</c>, <c>null</c> and whole numbers are what they look like; the rest is text.</summary>
    public static JsonObject FromPairs(string text)
    {
        var result = new JsonObject();
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2)
            {
                throw new ArgumentException($"'{pair}' must be name=value.");
            }

            result[parts[0]] = parts[1] is "true" or "false" or "null" || double.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out _)
                ? JsonNode.Parse(parts[1])
                : JsonValue.Create(parts[1]);
        }

        return result;
    }

    private static string Explain<T>(JsonException problem)
    {
        var fields = string.Join(", ", typeof(T).GetProperties().Where(static each => each.CanWrite || each.GetMethod is { IsStatic: false })
            .Select(each => Describe(each.Name, each.PropertyType)));
        return $"{(problem.Path is { Length: > 2 } path ? $"'{path[2..]}' is unknown, or its value cannot be used." : "A field is missing.")} Fields: {fields}.";
    }

    private static string Describe(string name, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var camel = JsonNamingPolicy.CamelCase.ConvertName(name);
        return type.IsEnum ? $"{camel} ({string.Join(" | ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))})"
            : $"{camel} ({(type == typeof(bool) ? "true | false" : type == typeof(TimeSpan) ? "\"hh:mm:ss.fff\"" : type == typeof(string) || type == typeof(Uri) ? "text" : "number")})";
    }
}
