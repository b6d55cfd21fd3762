using System.Collections.Immutable;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The arithmetic of a run's progress.</summary>
internal static class RunCounting
{
    /// <summary>
    /// Adds a page: every record on it is created, updated, unchanged, stale, suppressed or failed. Pages overlap on purpose; a record that the run had seen
    /// before and that is still the same counts once.
    /// </summary>
    public static SyncProgress Add(this SyncProgress progress, RunPage page, UpsertCounts counts, int newIds, int newSuppressed = 0)
    {
        var records = counts.Created + counts.Updated + counts.Unchanged + counts.Stale;
        var repeats = Math.Clamp(records - (newIds - newSuppressed), 0, counts.Unchanged);
        return progress with
        {
            Fetched = progress.Fetched + records - repeats + newSuppressed + page.Failures.Count,
            Total = page.Total > progress.Total || progress.Total is null ? page.Total : progress.Total,
            Created = progress.Created + counts.Created,
            Updated = progress.Updated + counts.Updated,
            Unchanged = progress.Unchanged + counts.Unchanged - repeats,
            Stale = progress.Stale + counts.Stale,
            Suppressed = progress.Suppressed + newSuppressed,
            Failed = progress.Failed + page.Failures.Count,
            Pages = progress.Pages + 1,
        };
    }

    /// <summary>What the holder of <paramref name="epoch"/> learns about a run in this state.</summary>
    public static RunPulse Pulse(RunStatus status, int storedEpoch, bool cancelRequested, int epoch) => status switch
    {
        not (RunStatus.Queued or RunStatus.Running) => RunPulse.Lost,
        _ when storedEpoch != epoch => RunPulse.Lost,
        _ => cancelRequested ? RunPulse.CancelRequested : RunPulse.Alive,
    };
}

/// <summary>The list of a run's bad records, as JSON.</summary>
internal static class RunFailures
{
    private const int Kept = 100;

    public static ImmutableArray<RecordFailure> Parse(string json) => JsonSerializer.Deserialize<ImmutableArray<RecordFailure>>(json);

    /// <summary>Adds failures behind those that are there, up to the first 100.</summary>
    public static string Append(string json, IReadOnlyList<RecordFailure> failures)
    {
        var known = Parse(json);
        return failures.Count == 0 || known.Length >= Kept ? json : JsonSerializer.Serialize(known.Concat(failures).Take(Kept));
    }
}
