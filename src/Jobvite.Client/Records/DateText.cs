using System.Globalization;
using System.Text.RegularExpressions;

namespace Jobvite.Client;

/// <summary>
/// Reads dates: epoch milliseconds, an ISO date or date-time (without a zone it is UTC), or the order of Jobvite's v1 document, MM/dd/yyyy or
/// MM-dd-yyyy. What cannot be a date is null.
/// </summary>
internal static partial class DateText
{
    // 0001-01-01 to 9999-12-31 in Unix milliseconds; anything beyond is not a date.
    private const long EarliestMilliseconds = -62_135_596_800_000;
    private const long LatestMilliseconds = 253_402_300_799_999;

    /// <summary>The moment, in UTC.</summary>
    public static DateTimeOffset? Instant(string text) => AsWritten(text)?.ToUniversalTime();

    /// <summary>The day as it is written, whatever the time and the zone beside it. Of milliseconds it is the day in UTC.</summary>
    public static DateOnly? Day(string text) => AsWritten(text) is { } written ? DateOnly.FromDateTime(written.DateTime) : null;

    /// <summary>The moment; but a date that is written without a time, or with midnight, is a day: midnight UTC of that day stands for it.</summary>
    public static DateTimeOffset? DayOrInstant(string text) => AsWritten(text) is not { } written ? null
        : written.TimeOfDay == TimeSpan.Zero ? new DateTimeOffset(written.Date, TimeSpan.Zero)
        : written.ToUniversalTime();

    private static DateTimeOffset? AsWritten(string text)
    {
        // 0 is how some answers say "never".
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number is not 0 and >= EarliestMilliseconds and <= LatestMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)number) : null;
        }

        var iso = text;
        if (MonthFirst().Match(text) is { Success: true } match)
        {
            iso = $"{match.Groups["year"].Value}-{match.Groups["month"].Value.PadLeft(2, '0')}-{match.Groups["day"].Value.PadLeft(2, '0')}{match.Groups["rest"].Value}";
        }

        var looksIso = iso.Length >= 10 && char.IsAsciiDigit(iso[0]) && iso[4] == '-' && iso[7] == '-';
        return looksIso && DateTimeOffset.TryParse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }

    [GeneratedRegex(@"^(?<month>[0-9]{1,2})(?<mark>[/\-])(?<day>[0-9]{1,2})\k<mark>(?<year>[0-9]{4})(?<rest>\z|[T ].*\z)", RegexOptions.CultureInvariant)]
    private static partial Regex MonthFirst();
}
