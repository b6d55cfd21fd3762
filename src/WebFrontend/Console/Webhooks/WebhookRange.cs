using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Activity;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Webhooks;

/// <summary>The time that the figures and the chart are about.</summary>
/// <param name="Name">As the address says it.</param>
/// <param name="Words">As in "the last 24 hours".</param>
/// <param name="Unit">Of the chart.</param>
/// <param name="Columns">How many.</param>
internal sealed record WebhookRange(string Name, string Words, ActivityUnit Unit, int Columns)
{
    private const string Parameter = "range";

    public static ImmutableArray<WebhookRange> All { get; } =
    [
        new("24h", "24 hours", ActivityUnit.Hour, 24),
        new("7d", "7 days", ActivityUnit.Day, 7),
        new("30d", "30 days", ActivityUnit.Day, 30),
    ];

    private static WebhookRange Usual => All[1];

    /// <summary>As the address says it; null for the usual one.</summary>
    public string? Asked => this == Usual ? null : Name;

    public static WebhookRange Read(Visit visit, InputErrors errors)
    {
        var asked = visit.Asked(Parameter);
        var found = asked is null ? Usual : All.FirstOrDefault(range => range.Name == asked);
        if (found is null)
        {
            errors.Add(Parameter, $"must be {string.Join(", ", All.Select(range => range.Name))}.");
        }

        return found ?? Usual;
    }

    /// <summary>When each column begins in the reader's zone; the last one is running.</summary>
    public ImmutableArray<DateTimeOffset> Starts(ReaderZone zone, DateTimeOffset now) =>
        Unit is ActivityUnit.Hour ? ActivityDays.Hours(zone, now, Columns) : ActivityDays.Days(zone, now, Columns);

    /// <summary>The list behind a day's column.</summary>
    public string ToDay(DateOnly day) => To(Text(day), Text(day));

    /// <summary>The list behind an hour's column.</summary>
    public string ToHour(DateTimeOffset hour) => To(Text(hour), Text(hour.AddHours(1)));

    private string To(string from, string until) => Query.Link("/webhooks", (Parameter, Asked), ("dateFrom", from), ("dateTo", until)) + "#list";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset hour) => hour.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
