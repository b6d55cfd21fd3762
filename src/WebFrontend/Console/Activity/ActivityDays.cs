using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Activity;

/// <summary>The columns of a chart in the reader's time zone.</summary>
internal static class ActivityDays
{
    /// <summary>When the last <paramref name="count"/> days begin there, today's last.</summary>
    public static ImmutableArray<DateTimeOffset> Days(ReaderZone zone, DateTimeOffset now, int count) =>
        [.. Enumerable.Range(0, count).Select(i => zone.StartOf(zone.Today(now).AddDays(i - count + 1)))];

    /// <summary>When the last <paramref name="count"/> whole hours begin, the running one last; a zone may be half an hour off UTC's.</summary>
    public static ImmutableArray<DateTimeOffset> Hours(ReaderZone zone, DateTimeOffset now, int count)
    {
        var local = zone.Local(now);
        var running = local.AddTicks(-(local.TimeOfDay.Ticks % TimeSpan.TicksPerHour)).ToUniversalTime();
        return [.. Enumerable.Range(0, count).Select(i => running.AddHours(i - count + 1))];
    }

    /// <summary>The activity of the reader's days or hours.</summary>
    public static Task<CompanyActivity> Read(IRecordReaderGrain records, ReaderZone zone, ActivityUnit unit, int count, DateTimeOffset now, CancellationToken cancellationToken) =>
        records.GetActivitySince(unit, unit is ActivityUnit.Hour ? Hours(zone, now, count) : Days(zone, now, count), cancellationToken);
}
