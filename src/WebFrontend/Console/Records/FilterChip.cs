using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Records;

/// <summary>A filter that is set, in words.</summary>
/// <param name="Label">What is filtered by.</param>
/// <param name="Text">By which value; null when the label says it all.</param>
/// <param name="Parameters">Those of the address that set it.</param>
public sealed record FilterChip(string Label, string? Text, params string[] Parameters)
{
    /// <summary>A chip for a value; none when nothing is set.</summary>
    public static FilterChip? Of(string label, string? value, string parameter) => value is null ? null : new(label, value, parameter);

    public static FilterChip? OfFlag(string label, bool isSet, string parameter) => isSet ? new(label, null, parameter) : null;

    /// <summary>A chip for a span of days, open at one end or at neither.</summary>
    public static FilterChip? OfDays(string label, string? from, string? until, string fromParameter, string untilParameter) => (from, until) switch
    {
        (null, null) => null,
        (not null, null) => new(label, $"from {from}", fromParameter),
        (null, not null) => new(label, $"until {until}", untilParameter),
        _ => new(label, from == until ? from : $"{from} – {until}", fromParameter, untilParameter),
    };

    /// <summary>A day as it is asked for, as a person would say it; a time of the API's is left as it is.</summary>
    public static string? Day(string? asked) => DateOnly.TryParseExact(asked?.Trim(), "yyyy-MM-dd", out var day) ? Spoken.Day(day) : asked;
}
