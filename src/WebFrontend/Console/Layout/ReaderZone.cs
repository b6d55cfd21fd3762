using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Jobvite.WebFrontend.Console.Layout;

/// <summary>
/// The one time zone in which a page shows times, takes days and draws charts. A cookie names it: the browser's own, told by the script, or one
/// that the person chose. Without either it is UTC. A day without a time (a hire date, a due date) is no moment and is never moved by it.
/// </summary>
internal sealed partial class ReaderZone
{
    public const string Cookie = "jobvite-zone";

    /// <summary>In front of a zone that the browser has and nobody chose.</summary>
    public const string Automatic = "auto:";

    private const int LongestId = 64;

    private ReaderZone(TimeZoneInfo zone, string id, bool chosen) => (Zone, Id, IsChosen) = (zone, id, chosen);

    public static ReaderZone Utc { get; } = new(TimeZoneInfo.Utc, "UTC", false);

    /// <summary>Such as Europe/Berlin.</summary>
    public string Id { get; }

    /// <summary>The person chose it, so that the browser's does not replace it.</summary>
    public bool IsChosen { get; }

    private TimeZoneInfo Zone { get; }

    public static ReaderZone Of(HttpContext http)
    {
        var said = http.Request.Cookies[Cookie] ?? "";
        var chosen = !said.StartsWith(Automatic, StringComparison.Ordinal);
        return TryFind(chosen ? said : said[Automatic.Length..], out var zone) ? new(zone.Zone, zone.Id, chosen) : Utc;
    }

    /// <summary>False when this machine knows no such zone.</summary>
    public static bool TryFind(string id, [NotNullWhen(true)] out ReaderZone? zone)
    {
        zone = id.Length is > 0 and <= LongestId && Name().IsMatch(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? new(found, id, true) : null;
        return zone is not null;
    }

    /// <summary>Such as "Europe/Berlin (UTC+1)".</summary>
    public string Label(DateTimeOffset now)
    {
        var offset = Zone.GetUtcOffset(now);
        var minutes = offset.Minutes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{Math.Abs(offset.Minutes):00}");
        return Id == "UTC" ? Id : string.Create(CultureInfo.InvariantCulture, $"{Id} (UTC{(offset < TimeSpan.Zero ? '−' : '+')}{Math.Abs(offset.Hours)}{minutes})");
    }

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(Local(now).DateTime);

    /// <summary>Such as "28 Nov 2026, 10:31".</summary>
    public string Full(DateTimeOffset at) => Local(at).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>When a day begins here. A night that skips midnight begins when its clocks go on.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (Zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return At(midnight);
    }

    /// <summary>When the clocks here show this. Of a time that comes twice the first one; a time that they skip is as long after the change as it says.</summary>
    public DateTimeOffset At(DateTime clock)
    {
        // The first one has the larger offset.
        var offset = Zone.IsAmbiguousTime(clock) ? Zone.GetAmbiguousTimeOffsets(clock).Max() : Zone.GetUtcOffset(clock);
        return new DateTimeOffset(clock, offset).ToUniversalTime();
    }

    /// <summary>A span that an address asks for: from a day of this zone up to another, which is in it as a whole, or times as in the API. The end is not included.</summary>
    public (DateTimeOffset? From, DateTimeOffset? Until) Span(IQueryCollection query, string first, string last, InputErrors errors)
    {
        var (from, until) = (Edge(query[first], 0, first, errors), Edge(query[last], 1, last, errors));
        if (until < from)
        {
            errors.Add(last, "must not be before the first day.");
        }

        return (from, until);
    }

    /// <summary>A sentence of the silo's with the times of day that it gives in UTC turned into this zone's.</summary>
    public string InWords(string sentence, DateTimeOffset now) => TimeOfDay().Replace(sentence, match =>
    {
        var at = new DateTimeOffset(now.UtcDateTime.Date + TimeSpan.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), TimeSpan.Zero);
        return Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
    });

    private DateTimeOffset? Edge(string? asked, int days, string name, InputErrors errors) => DateOnly.TryParseExact(asked?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day.Year is > 1 and < 9999 ? StartOf(day.AddDays(days)) : QueryText.Instant(asked, name, errors)
        : QueryText.Instant(asked, name, errors);

    [GeneratedRegex("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,3}$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d) UTC\b")]
    private static partial Regex TimeOfDay();
}
