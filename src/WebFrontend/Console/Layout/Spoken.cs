using System.Globalization;

namespace Jobvite.WebFrontend.Console.Layout;

/// <summary>Numbers, times and words as a person would say them.</summary>
internal static class Spoken
{
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>One run, 2 runs.</summary>
    public static string Count(long number, string one, string? many = null) => $"{Count(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>Such as "28 Nov 2026"; null for none.</summary>
    public static string? Day(DateOnly? day) => day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Such as "3 min ago" or "in 2 h".</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var distance = (at - now).Duration();
        return distance < TimeSpan.FromSeconds(45) ? (at <= now ? "just now" : "in a moment")
            : at <= now ? $"{Length(distance)} ago" : $"in {Length(distance)}";
    }

    /// <summary>Such as "40 s", "12 min", "3 h" or "5 days".</summary>
    public static string Length(TimeSpan length) => length switch
    {
        { TotalSeconds: < 1 } => "under 1 s",
        { TotalSeconds: < 90 } => $"{length.TotalSeconds:0} s",
        { TotalMinutes: < 90 } => $"{length.TotalMinutes:0} min",
        { TotalHours: < 36 } => $"{length.TotalHours:0} h",
        _ => Count((long)Math.Round(length.TotalDays), "day"),
    };

    /// <summary>The first letter large.</summary>
    public static string Title(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}
