using System.Collections.Frozen;
using System.Text.Json;

namespace Jobvite.WebFrontend;

/// <summary>Writes and reads enum values as the lower-case words of the contract, in any case when reading.</summary>
internal static class EnumText
{
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.All.TryGetValue(value, out var word) ? word : Make(value);

    /// <summary>Reads a word; null stays null, and what is not a word of <typeparamref name="T"/> is an error.</summary>
    public static T? Read<T>(string? text, string field, InputErrors errors) where T : struct, Enum
    {
        if (text is null)
        {
            return null;
        }

        // Enum.TryParse would take numbers and comma-separated lists as well.
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        errors.Add(field, $"must be one of {string.Join(", ", Enum.GetValues<T>().Select(Of))}.");
        return null;
    }

    private static string Make<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All = Enum.GetValues<T>().ToFrozenDictionary(value => value, Make);
    }
}
