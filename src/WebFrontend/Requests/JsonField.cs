using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Jobvite.WebFrontend;

/// <summary>Finds the member that a <see cref="JsonException"/> points at, to say what belongs there.</summary>
internal static class JsonField
{
    /// <summary>The member's name as the caller wrote the path to it, and what it must be; null when the path leads to no member.</summary>
    public static (string Name, string Expected)? Of(Type root, string? path, JsonSerializerOptions options)
    {
        if (path is null || !path.StartsWith("$.", StringComparison.Ordinal))
        {
            return null;
        }

        var names = path[2..].Split('.', '[');
        var type = root;
        var depth = 0;
        for (; depth < names.Length; depth++)
        {
            var info = options.GetTypeInfo(type);
            if (info.Kind != JsonTypeInfoKind.Object)
            {
                break;
            }

            if (info.Properties.FirstOrDefault(p => p.Name == names[depth]) is not { } property)
            {
                return info.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow
                    ? (string.Join('.', names[..(depth + 1)]), $"is not a member of this request; it takes {string.Join(", ", info.Properties.Select(p => p.Name).Order(StringComparer.Ordinal))}.")
                    : Found();
            }

            type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        }

        return Found();

        (string, string)? Found() => depth == 0 ? null : (string.Join('.', names[..depth]), Expected(type));
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(string) => "must be a string.",
        _ when type == typeof(bool) => "must be true or false.",
        _ when type == typeof(int) => "must be a whole number.",
        _ when type.IsAssignableTo(typeof(IReadOnlyList<string>)) => "must be a list of strings.",
        _ => "must be a JSON object.",
    };
}
