using System.Globalization;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Health;

/// <summary>Says how many changes webhooks announced, and how soon (docs/adr/0040). Pure.</summary>
internal static class AnnouncedRule
{
    private const int Days = 7;

    /// <param name="counts">Of the last seven days, a kind each.</param>
    public static AnnouncedChanges? Of(IReadOnlyList<AnnouncedCount> counts)
    {
        if (counts.Count == 0)
        {
            return null;
        }

        var (announced, missed) = (counts.Sum(one => one.Announced), counts.Sum(one => one.Missed));
        var percent = announced + missed == 0 ? null : (int?)(100 * announced / (announced + missed));
        var median = Median([.. Enumerable.Range(0, AnnouncedBounds.Count).Select(i => counts.Sum(one => one.Waits[i]))]);
        SyncKind[] silent = [.. counts.Where(one => one is { Unheard: > 0, Announced: 0, Missed: 0 }).Select(one => one.Kind)];
        return new AnnouncedChanges
        {
            Days = Days,
            Announced = announced,
            Missed = missed,
            Percent = percent,
            MedianSeconds = median is { } wait ? (int)Math.Round(wait.TotalSeconds) : null,
            NoWebhooks = [.. silent],
            Summary = string.Join(' ', Sentences(percent, median, missed, silent)),
        };
    }

    private static IEnumerable<string> Sentences(int? percent, TimeSpan? median, long missed, SyncKind[] silent)
    {
        if (percent is not null)
        {
            var soon = median is { } wait ? $"; median {Spell(wait)}" : "";
            var never = missed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {missed:N0} never came");
            yield return $"Jobvite announced {percent} % of last week's changes{soon}{never}.";
        }

        foreach (var kind in silent)
        {
            yield return $"No webhooks arrive for {kind.ToString().ToLowerInvariant()}: changes come with the next run.";
        }
    }

    /// <summary>Within a span of waits, they are taken to be spread evenly.</summary>
    private static TimeSpan? Median(IReadOnlyList<long> waits)
    {
        var half = waits.Sum() / 2.0;
        if (half == 0)
        {
            return null;
        }

        var (before, from) = (0L, TimeSpan.Zero);
        for (var i = 0; i < AnnouncedBounds.All.Length; i++)
        {
            if (before + waits[i] >= half)
            {
                return from + ((AnnouncedBounds.All[i] - from) * ((half - before) / waits[i]));
            }

            (before, from) = (before + waits[i], AnnouncedBounds.All[i]);
        }

        return from;
    }

    private static string Spell(TimeSpan wait) => wait switch
    {
        { TotalSeconds: < 1 } => "under 1 s",
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0} s"),
        _ when wait >= AnnouncedBounds.All[^1] => "30 min or more",
        _ => string.Create(CultureInfo.InvariantCulture, $"{wait.TotalMinutes:0} min"),
    };
}
