using System.Globalization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Simulation.Tests;

/// <summary>
/// Holds the product to it that nothing is wrong for longer than the rules say unless its health names a cause that fits. Time counts only
/// while the schedule ticks and the background services look, which is what <see cref="World.Wait"/> is for.
/// </summary>
/// <param name="settings">Those of the company.</param>
/// <param name="health">What <c>GET …/health</c> answers now.</param>
internal sealed class Patience(Func<SyncSettings> settings, Func<HealthReport> health)
{
    /// <summary>What a tick may come early, a kill may cost until somebody goes on, and a run takes that waits for nothing long.</summary>
    private static readonly TimeSpan RunTime = TimeSpan.FromHours(3);

    /// <summary>A run that waits for its limits of requests is under way for so long at most.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(24);

    private readonly Dictionary<Key, (string Difference, long Version, TimeSpan Since, bool IsDated)> _wrong = [];
    private readonly Dictionary<SyncKind, (Guid? Last, TimeSpan Since)> _started = [];
    private readonly Dictionary<Guid, TimeSpan> _active = [];
    private List<SyncRun> _underWay = [];
    private TimeSpan? _eventsWaitSince;

    /// <summary>Notes what is wrong now.</summary>
    /// <param name="attended">How long the product has had its schedule and its services, from the beginning of the story.</param>
    /// <param name="wrong">Every difference, with the version of the world that made it and whether it shows in lists of what changed lately.</param>
    /// <param name="runs">The newest first.</param>
    /// <param name="eventsWait">Whether accepted webhooks have not been applied.</param>
    public void Note(TimeSpan attended, IEnumerable<(Key Key, string Difference, long Version, bool IsDated)> wrong, IReadOnlyList<SyncRun> runs, bool eventsWait)
    {
        var still = new HashSet<Key>();
        foreach (var (key, difference, version, isDated) in wrong)
        {
            still.Add(key);
            var known = _wrong.TryGetValue(key, out var before) && before.Version == version;
            _wrong[key] = (difference, version, known ? before.Since : attended, isDated);
        }

        foreach (var right in _wrong.Keys.Except(still).ToList())
        {
            _wrong.Remove(right);
        }

        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            var last = runs.FirstOrDefault(run => run.Kind == kind)?.RunId;
            if (!_started.TryGetValue(kind, out var known) || known.Last != last)
            {
                _started[kind] = (last, attended);
            }
        }

        var active = runs.Where(static run => !run.IsEnded).Select(static run => run.RunId).ToHashSet();
        foreach (var ended in _active.Keys.Except(active).ToList())
        {
            _active.Remove(ended);
        }

        foreach (var run in active)
        {
            _active.TryAdd(run, attended);
        }

        _underWay = runs.Where(static run => !run.IsEnded).ToList();
        _eventsWaitSince = eventsWait ? _eventsWaitSince ?? attended : null;
    }

    /// <summary>Nothing is there that could be wrong: the company is not connected.</summary>
    public void Forget()
    {
        _wrong.Clear();
        _started.Clear();
        _active.Clear();
        _underWay.Clear();
        _eventsWaitSince = null;
    }

    /// <summary>What has been wrong for too long without a word; empty when there is nothing.</summary>
    public List<string> FindUnnamed(TimeSpan attended)
    {
        var current = settings();
        var interval = TimeSpan.FromMinutes(current.IntervalMinutes);
        var overdue = new List<(SyncKind Kind, string What)>();
        foreach (var (key, (difference, _, since, isDated)) in _wrong)
        {
            var allowed = interval + RunTime + (isDated ? TimeSpan.Zero : TimeSpan.FromHours(current.FullSyncHours));
            if (attended - since > allowed && current.Includes(KindOf(key)) && !IsUnderWay(KindOf(key), attended))
            {
                overdue.Add((KindOf(key), $"{difference}, for {Hours(attended - since)} hours, though {Hours(allowed)} are allowed"));
            }
        }

        foreach (var (kind, (_, since)) in _started)
        {
            if (attended - since > interval + RunTime && current.Includes(kind) && !IsUnderWay(kind, attended))
            {
                overdue.Add((kind, $"no run of {kind} has begun for {Hours(attended - since)} hours"));
            }
        }

        var eventsAreLate = attended - _eventsWaitSince > RunTime;
        if (overdue.Count == 0 && !eventsAreLate)
        {
            return [];
        }

        var report = health();
        var named = report.Incidents.Where(static one => one.EndedAt is null).Select(static one => one.Subject).ToList();
        var unnamed = overdue.Where(one => !named.Exists(subject => Fits(subject, one.Kind))).Select(static one => one.What).ToList();
        if (eventsAreLate && !named.Exists(static subject => subject.StartsWith("webhooks:", StringComparison.Ordinal)))
        {
            unnamed.Add($"webhooks have waited for {Hours(attended - _eventsWaitSince!.Value)} hours");
        }

        return unnamed.Count == 0 ? [] : [.. unnamed, $"health is {report.Status}: {(named.Count == 0 ? "no incident" : string.Join(", ", named))}"];
    }

    private static string Hours(TimeSpan time) => time.TotalHours.ToString("0", CultureInfo.InvariantCulture);

    private static bool Fits(string subject, SyncKind kind)
    {
        var name = kind.ToString().ToLowerInvariant();
        return subject == $"endpoint:{(kind == SyncKind.Onboarding ? name : name[..^1])}" || subject == $"run:{name}" || subject == $"schedule:{name}" || subject == $"withheld:{name}" || subject == $"deletions:{name}"
            || subject.StartsWith("budget:", StringComparison.Ordinal) || subject.StartsWith("settings:", StringComparison.Ordinal);
    }

    private static SyncKind KindOf(Key key) => key.Sort switch
    {
        "job" => SyncKind.Jobs,
        "process" or "task" => SyncKind.Onboarding,
        _ => SyncKind.Candidates,
    };

    /// <summary>A run that is under way may bring it; a kill in between makes it no other run.</summary>
    private bool IsUnderWay(SyncKind kind, TimeSpan attended) =>
        _underWay.Exists(run => run.Kind == kind && attended - _active[run.RunId] < LongestRun);
}
