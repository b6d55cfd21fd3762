using System.Collections.Immutable;
using System.Globalization;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Activity;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Overview;

/// <summary>How a part stood on a day: the worst of it.</summary>
internal enum DayState
{
    /// <summary>Nobody judged, so nobody knows.</summary>
    Unjudged,

    Well,
    Impaired,
    Failing,
}

/// <summary>A day of one part, today as far as it has come.</summary>
/// <param name="Day">Of the reader's zone.</param>
/// <param name="State">The worst of it.</param>
/// <param name="Failing">For how long something needed somebody.</param>
/// <param name="Impaired">For how long something else was wrong.</param>
/// <param name="Unjudged">For how long nobody judged.</param>
/// <param name="Causes">What was wrong, each once.</param>
internal sealed record HealthDay(DateOnly Day, DayState State, TimeSpan Failing, TimeSpan Impaired, TimeSpan Unjudged, ImmutableArray<string> Causes)
{
    /// <summary>What was judged was well, but not all of the day was judged.</summary>
    public bool IsPartly => State is DayState.Well && Unjudged > TimeSpan.Zero;

    /// <summary>Such as "14 Nov 2026: failing for 2 h. Jobvite refused the key."</summary>
    public override string ToString()
    {
        List<string> parts = [];
        if (State is DayState.Failing)
        {
            parts.Add($"failing for {Spoken.Length(Failing)}");
        }

        if (State is DayState.Impaired || Impaired > TimeSpan.Zero)
        {
            parts.Add($"impaired for {Spoken.Length(Impaired)}");
        }

        if (State is DayState.Well)
        {
            parts.Add("well");
        }

        if (Unjudged > TimeSpan.Zero || State is DayState.Unjudged)
        {
            parts.Add(State is DayState.Unjudged ? "no data" : $"no data for {Spoken.Length(Unjudged)}");
        }

        var causes = Causes.Length == 0 ? "" : Causes.Length == 1 ? $". {Causes[0]}" : $". {Causes[0]} And {Spoken.Count(Causes.Length - 1)} more.";
        return $"{Spoken.Day(Day)}: {string.Join(", ", parts)}{causes}";
    }
}

/// <summary>The last 90 days of one part.</summary>
/// <param name="Days">Oldest first; today is the last one.</param>
/// <param name="Incidents">How many there were.</param>
/// <param name="Well">For how long all was well.</param>
/// <param name="Judged">For how long it is known how things stood.</param>
/// <param name="Unjudged">For how long it is not.</param>
internal sealed record HealthDays(ImmutableArray<HealthDay> Days, int Incidents, TimeSpan Well, TimeSpan Judged, TimeSpan Unjudged)
{
    /// <summary>Less than that of what is shown is said as a time that was judged, more as a time that was not.</summary>
    private static readonly TimeSpan NearlyAll = TimeSpan.FromDays(HealthPast.Days - 2);

    /// <summary>Such as "99.2 % well in the last 90 days; 2 incidents".</summary>
    public string Summary
    {
        get
        {
            if (Judged <= TimeSpan.Zero)
            {
                return $"No data for the last {HealthPast.Days} days";
            }

            var incidents = Incidents == 0 ? "no incidents" : Spoken.Count(Incidents, "incident");
            return Judged < NearlyAll ? $"{Share} well in the {Spoken.Length(Judged)} with data; {incidents} in {HealthPast.Days} days"
                : Unjudged > TimeSpan.Zero ? $"{Share} well in the last {HealthPast.Days} days; {incidents}; no data for {Spoken.Length(Unjudged)}"
                : $"{Share} well in the last {HealthPast.Days} days; {incidents}";
        }
    }

    /// <summary>Rounded down: only a time without any trouble is 100 %.</summary>
    private string Share => Well >= Judged ? "100 %" : (Math.Floor(1000 * (Well / Judged)) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <param name="past">What is known.</param>
    /// <param name="part">Of which part.</param>
    /// <param name="isUsed">Somebody could judge it: it is switched on and was tried. What is not used is not well, either.</param>
    /// <param name="zone">Whose days are meant.</param>
    /// <param name="now">The present.</param>
    public static HealthDays Of(HealthPast past, HealthPart part, bool isUsed, ReaderZone zone, DateTimeOffset now)
    {
        var incidents = past.Incidents.Where(one => HealthParts.IsAbout(one.Subject, part) && one.StartedAt <= now).ToList();
        var trouble = Stretch.Merge(incidents.Select(SpanOf));
        var severe = Stretch.Merge(incidents.Where(one => one.Severe).Select(SpanOf));
        var judged = Stretch.Merge([.. isUsed ? JudgedOf(past, now) : [], .. trouble]);
        var starts = ActivityDays.Days(zone, now, HealthPast.Days);
        List<HealthDay> days = [];
        for (var i = 0; i < starts.Length; i++)
        {
            var day = new Stretch(starts[i], i + 1 < starts.Length ? starts[i + 1] : now);
            var touching = incidents.Where(one => SpanOf(one).Touches(day)).ToList();
            var (failing, all) = (day.Of(severe), day.Of(trouble));
            var unjudged = day.Length - day.Of(judged);
            var state = touching.Exists(one => one.Severe) ? DayState.Failing
                : touching.Count > 0 ? DayState.Impaired
                : unjudged >= day.Length ? DayState.Unjudged
                : DayState.Well;
            days.Add(new HealthDay(zone.Today(starts[i]), state, failing, all - failing, unjudged, [.. touching.Select(one => one.Cause).Distinct(StringComparer.Ordinal)]));
        }

        var shown = new Stretch(starts[0], now);
        var known = shown.Of(judged);
        return new HealthDays([.. days], incidents.Count(one => SpanOf(one).Touches(shown)), known - shown.Of(trouble), known, shown.Length - known);

        Stretch SpanOf(HealthIncident one) => new(one.StartedAt, one.EndedAt ?? now);
    }

    /// <summary>The times that somebody judged. Judgements follow each other closely, so the last one holds for a while.</summary>
    private static IEnumerable<Stretch> JudgedOf(HealthPast past, DateTimeOffset now)
    {
        if (past is not { KnownSince: { } from, KnownUntil: { } last })
        {
            yield break;
        }

        foreach (var gap in Stretch.Merge(past.Gaps.Select(one => new Stretch(one.From, one.Until))))
        {
            yield return new(from, gap.From);
            from = gap.Until > from ? gap.Until : from;
        }

        yield return new(from, now - last > HealthPast.LongestPause ? last : now);
    }
}

/// <summary>A time from a moment on and until another one, which is not part of it.</summary>
internal readonly record struct Stretch(DateTimeOffset From, DateTimeOffset Until)
{
    public TimeSpan Length => Until > From ? Until - From : TimeSpan.Zero;

    /// <summary>The same times, in order and each once.</summary>
    public static List<Stretch> Merge(IEnumerable<Stretch> stretches)
    {
        List<Stretch> merged = [];
        foreach (var one in stretches.Where(one => one.Length > TimeSpan.Zero).OrderBy(one => one.From))
        {
            if (merged.Count > 0 && one.From <= merged[^1].Until)
            {
                merged[^1] = merged[^1] with { Until = one.Until > merged[^1].Until ? one.Until : merged[^1].Until };
            }
            else
            {
                merged.Add(one);
            }
        }

        return merged;
    }

    /// <summary>How much of it these are.</summary>
    /// <param name="merged">In order and without overlaps.</param>
    public TimeSpan Of(List<Stretch> merged)
    {
        var (from, until) = (From, Until);
        return merged
            .Select(one => new Stretch(one.From > from ? one.From : from, one.Until < until ? one.Until : until).Length)
            .Aggregate(TimeSpan.Zero, (sum, length) => sum + length);
    }

    /// <summary>Some of it is in the other one; a moment without length is, too.</summary>
    public bool Touches(Stretch other) => From < other.Until && (Until > other.From || From >= other.From);
}
