using System.Collections.Frozen;
using System.Text.Json;

namespace Jobvite.Payloads;

/// <summary>Writes enum values as the words of the contract.</summary>
public static class EnumText
{
    /// <summary>The word of a value, such as <c>notStarted</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.All.TryGetValue(value, out var word) ? word : Make(value);

    private static string Make<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All = Enum.GetValues<T>().ToFrozenDictionary(value => value, Make);
    }
}
