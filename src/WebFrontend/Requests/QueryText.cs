using System.Globalization;

namespace Jobvite.WebFrontend;

/// <summary>Reads query parameters; an empty one counts as not given.</summary>
internal static class QueryText
{
    /// <summary>The longest search text, status or name, in characters.</summary>
    public const int MaxLength = 200;

    private const string DayFormat = "yyyy-MM-dd";

    private static readonly string[] InstantFormats =
        [DayFormat, "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    public static string? Text(string? value, string name, InputErrors errors, int maxLength = MaxLength)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (value.Length > maxLength)
        {
            errors.Add(name, $"must be at most {maxLength} characters long.");
        }
        else if (value.Any(char.IsControl))
        {
            errors.Add(name, "must not contain control characters.");
        }

        return value.Trim();
    }

    public static bool? Flag(string? value, string name, InputErrors errors)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (bool.TryParse(value, out var flag))
        {
            return flag;
        }

        errors.Add(name, "must be true or false.");
        return null;
    }

    /// <summary>A whole number from 1 to <paramref name="max"/>.</summary>
    public static int Number(string? value, int fallback, int max, string name, InputErrors errors)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return fallback;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max)
        {
            return number;
        }

        errors.Add(name, max == int.MaxValue ? "must be a whole number of 1 or more." : $"must be a whole number from 1 to {max}.");
        return fallback;
    }

    /// <summary>A day, or a time; without an offset it is taken as UTC.</summary>
    public static DateTimeOffset? Instant(string? value, string name, InputErrors errors)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        // A '+' that was not percent-encoded arrives as a blank: 2026-01-31T00:00:00 02:00.
        var text = value.Trim();
        if (text.Length > 16 && text.LastIndexOf(' ') is > 10 and var blank)
        {
            text = string.Concat(text.AsSpan(0, blank), "+", text.AsSpan(blank + 1));
        }

        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, utc, out var instant))
        {
            return instant;
        }

        errors.Add(name, "must be a date or a date with time, such as 2026-01-31 or 2026-01-31T08:30:00Z.");
        return null;
    }

    /// <summary>The end of a span, not included: a time, or a day, which is in the span as a whole.</summary>
    public static DateTimeOffset? End(string? value, string name, InputErrors errors)
    {
        var end = Instant(value, name, errors);
        return value?.Trim().Length == DayFormat.Length && end?.Year < 9999 ? end.Value.AddDays(1) : end;
    }

    public static DateOnly? Day(string? value, string name, InputErrors errors)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (DateOnly.TryParseExact(value.Trim(), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        errors.Add(name, "must be a date, such as 2026-01-31.");
        return null;
    }
}
