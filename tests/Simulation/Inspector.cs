using System.Globalization;
using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;
using Jobvite.Storage;

namespace Jobvite.Simulation.Tests;

/// <summary>A promise of the product was broken; the message says which, by which records.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);

/// <summary>
/// Holds the product to its promises while the world goes on: nothing living is marked as deleted, a run that says success has read what
/// it claims, and whatever is wrong is said.
/// </summary>
internal sealed class Inspector(Machine machine, IRecordReader reader, Patience patience)
{
    /// <summary>A record that was away may still be marked on the word of a run that looked while it was; no run takes longer.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(12);

    /// <summary>What is switched off must be gone by then: a second pass comes ten minutes after the first.</summary>
    private static readonly TimeSpan LongestScrub = TimeSpan.FromMinutes(15);

    private readonly Dictionary<Key, (string? Line, long Version, DateTimeOffset At)> _lines = [];
    private readonly Dictionary<Key, DateTimeOffset> _lastAbsent = [];
    private readonly Dictionary<Key, long> _shown = [];
    private readonly Dictionary<Guid, (long Version, bool IsLimited)> _began = [];
    private readonly Dictionary<SyncKind, DateTimeOffset> _complete = [];
    private readonly HashSet<Guid> _judged = [];
    private readonly List<string> _runs = [];
    private readonly Mirror _mirror = new(reader, machine.CompanyId);
    private (int Writes, long Version, bool IsScrubbed) _looked = (-1, -1, false);
    private (SandboxServer Source, bool WithEeoData)? _compared;
    private Picture _truth = new();
    private (string Text, bool WithEeoData) _records = ("", false);
    private DateTimeOffset? _withoutEeoDataSince;
    private DateTimeOffset? _withEeoDataSince;
    private bool _wasLimited;
    private long _version;
    private long _lookedAtVersion;

    private string CompanyId => machine.CompanyId;

    private TimeProvider Time => machine.Clock;

    private bool KeepsEeoData => machine.Cluster.State is { Settings.StoreEeoData: true };

    /// <summary>The runs so far, a line each.</summary>
    public string TellRuns() => string.Join('\n', _runs);

    /// <summary>Something may have changed at Jobvite.</summary>
    public void Changed()
    {
        _compared = null;
        Compare();
    }

    private void Compare()
    {
        machine.Sources.Follow(CompanyId, machine.Cluster.State);
        if (_compared == (machine.Sources.Current, KeepsEeoData))
        {
            return;
        }

        _compared = (machine.Sources.Current, KeepsEeoData);
        var records = (Text: machine.Sources.Current.First.WriteRecords(), KeepsEeoData);
        if (records == _records)
        {
            return;
        }

        if (records.KeepsEeoData || _records.WithEeoData)
        {
            _withoutEeoDataSince = records.KeepsEeoData ? null : _withoutEeoDataSince ?? Time.GetUtcNow();
        }

        if (records.KeepsEeoData != _records.WithEeoData)
        {
            _withEeoDataSince = records.KeepsEeoData ? Time.GetUtcNow() : null;
        }

        (_records, _truth) = (records, Judge.Of(records.Text, records.KeepsEeoData));
        _version++;
        foreach (var key in _lines.Keys.Union(_truth.Records.Keys).ToList())
        {
            var line = _truth.Line(key);
            if (!_lines.TryGetValue(key, out var known) || known.Line != line)
            {
                _lines[key] = (line, _version, Time.GetUtcNow());
            }

            if (line is null)
            {
                _lastAbsent[key] = Time.GetUtcNow();
            }
        }
    }

    /// <summary>Looks at everything that there is to see.</summary>
    /// <param name="attended">How long the product has had its schedule and its services.</param>
    /// <param name="isScrubbed">Whether what was switched off has just been looked for everywhere.</param>
    public void Look(TimeSpan attended, bool isScrubbed = false)
    {
        LookAtRecords(attended, isScrubbed);
        if (machine.Cluster.State is not { Connected: true })
        {
            return;
        }

        Must(patience.FindUnnamed(attended), "something has been wrong for longer than the rules say, and no warning fits");
    }

    private void LookAtRecords(TimeSpan attended, bool isScrubbed)
    {
        Compare();
        if (machine.Log.Errors.TryPeek(out var error))
        {
            throw new BrokenPromiseException($"The product met an error that nobody foresaw: {error}");
        }

        foreach (var gone in _lines.Where(static each => each.Value.Line is null))
        {
            _lastAbsent[gone.Key] = Time.GetUtcNow();
        }

        // What was not there when somebody looked last may have begun before or after what has changed since.
        var before = _lookedAtVersion;
        _lookedAtVersion = _version;
        var looked = (machine.Pump.Writes, _version, isScrubbed);
        if (_looked == looked)
        {
            return;
        }

        _looked = looked;
        if (machine.Cluster.State is null or { DeletionOrderedAt: not null })
        {
            LookAtWhatIsLeft();
            return;
        }

        var runs = Wait(reader.ListRuns(CompanyId, new RunFilter(), new PageRequest(PageSize: 100), CancellationToken.None)).Items;
        var isLimited = machine.Cluster.State.Settings.CandidateSyncLimit is not null;
        foreach (var run in runs)
        {
            _began.TryAdd(run.RunId, (before, isLimited || _wasLimited));
        }

        _wasLimited = isLimited;

        var ended = runs.Where(run => run.IsEnded && !_judged.Contains(run.RunId)).OrderBy(static run => run.FinishedAt).ThenBy(static run => run.Kind).ToList();
        var mirror = Wait(_mirror.Look());
        patience.Note(attended, Wrong(mirror), runs, Wait(reader.Count(CompanyId, CancellationToken.None)).WebhooksPending > 0);
        LookForWrongDeletions(mirror);
        LookForLosses(mirror);
        if (isScrubbed && Time.GetUtcNow() - _withoutEeoDataSince > LongestScrub)
        {
            Must([.. machine.Stores.TextsOf(CompanyId).Where(Judge.HoldsEeoData)], "EEO data were switched off and are still stored");
            _withoutEeoDataSince = null;
        }

        var unproven = ended.Count > 0 ? machine.Stores.UnprovenRunsOf(CompanyId) : [];
        foreach (var run in ended)
        {
            _judged.Add(run.RunId);
            _runs.Add($"  run of {run.Kind} {run.Mode} by {run.Trigger} at {run.StartedAt:dd HH:mm:ss}: {run.Status}, {run.Progress.Fetched} read, {run.Progress.Deleted} deleted{(run.Error is { } why ? $": {why}" : "")}");
            if (!unproven.Contains(run.RunId))
            {
                LookAt(run, mirror);
            }
        }
    }

    /// <summary>Everything must be equal now.</summary>
    public void LookAtLast(TimeSpan attended, Func<string, List<string>> documentsOf)
    {
        Look(attended);
        var mirror = Wait(_mirror.Look());
        foreach (var person in mirror.Records.Keys.Concat(mirror.Deleted.Keys).Where(static key => key.Sort == "person").ToList())
        {
            if (documentsOf(person.Id) is { Count: > 0 } documents)
            {
                mirror.Add("documents", person.Id)["documents"] = string.Join(" | ", documents);
            }
        }

        Must([.. _truth.Records.Keys.Union(mirror.Records.Keys).Order().Select(key => Difference(mirror, key)).OfType<string>()], "two quiet full runs do not make the mirror equal to Jobvite");
        var count = Wait(reader.Count(CompanyId, CancellationToken.None));
        if (count.WebhooksPending > 0)
        {
            throw new BrokenPromiseException($"{count.WebhooksPending} events are still pending.");
        }
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Must(List<string> differences, string otherwise)
    {
        if (differences.Count > 0)
        {
            throw new BrokenPromiseException($"{otherwise}:\n    {string.Join("\n    ", differences.Take(6))}{(differences.Count > 6 ? $"\n    and {differences.Count - 6} more" : "")}");
        }
    }

    /// <summary>Everything is being deleted, or has been.</summary>
    private void LookAtWhatIsLeft()
    {
        patience.Forget();
        _shown.Clear();
        _complete.Clear();
        if (machine.Cluster.State is null)
        {
            // A company is listed just before it is connected; should that break off, the reminder strikes it off again.
            var mayBeListed = machine.Cluster.NextTick is not null;
            Must([.. machine.Stores.RowsOf(CompanyId).Where(row => !mayBeListed || row != "company_directory: 1")], "the company's data were deleted, and there still are rows");
        }
    }

    private void LookForWrongDeletions(Picture mirror) => Must(
        [
            .. mirror.Deleted.Where(each => _truth.Records.ContainsKey(each.Key) && (!_lastAbsent.TryGetValue(each.Key, out var away) || each.Value - away > LongestRun))
                .Select(static each => $"{each.Key} was marked at {each.Value:dd HH:mm:ss}"),
        ],
        "records that live are marked as deleted");

    /// <summary>An application that is taken away shows no date; whatever was shown, lives and did not change must still be shown.</summary>
    private void LookForLosses(Picture mirror)
    {
        Must(
            [
                .. _shown.Where(each => !mirror.Records.ContainsKey(each.Key) && _lines.TryGetValue(each.Key, out var known) && known.Line is not null
                        && known.Version <= each.Value && (!_lastAbsent.TryGetValue(each.Key, out var away) || Time.GetUtcNow() - away > LongestRun))
                    .Select(static each => each.Key.ToString()),
            ],
            "records that live, did not change and were there are not shown any more");
        foreach (var key in mirror.Records.Keys)
        {
            _shown[key] = _version;
        }
    }

    private void LookAt(SyncRun run, Picture mirror)
    {
        if (run.Status is RunStatus.Partial or RunStatus.Failed && string.IsNullOrEmpty(run.Error))
        {
            throw new BrokenPromiseException($"A run of {run.Kind} ended {run.Status} and does not say why.");
        }

        // What changed while it ran may be either.
        var (began, isLimited) = _began[run.RunId];
        var sorts = Sorts(run.Kind);
        var settled = _lines.Where(each => sorts.Contains(each.Key.Sort) && each.Value.Version <= began).Select(static each => each.Key);
        var since = _complete.GetValueOrDefault(run.Kind);
        if (run.Status is RunStatus.Success or RunStatus.Partial)
        {
            _complete[run.Kind] = since > run.StartedAt ? since : run.StartedAt;
            _withEeoDataSince = run is { Kind: SyncKind.Candidates, Mode: SyncMode.Full } && run.StartedAt >= _withEeoDataSince ? null : _withEeoDataSince;
        }

        if (run is { Status: RunStatus.Success, Mode: SyncMode.Incremental, Kind: SyncKind.Candidates })
        {
            settled = settled.Where(key => key.Sort == "application" && _truth.Records.TryGetValue(key, out var fields) && Date(fields) >= since);
        }
        else if (run is not { Status: RunStatus.Success, Mode: SyncMode.Full })
        {
            return;
        }

        Must(
            [.. settled.Where(key => !isLimited || (key.Sort == "application" && _truth.Records.ContainsKey(key))).Order().Select(key => Lasting(Difference(mirror, key))).OfType<string>()],
            $"the {run.Mode} run of {run.Kind} that began at {run.StartedAt:dd HH:mm:ss} says success, but of what did not change meanwhile");
    }

    /// <summary>A job that no list shows, marked while it was away, stays so: nobody can know that it is back.</summary>
    private string? Difference(Picture mirror, Key key) =>
        _truth.Hidden.Contains(key) && mirror.Deleted.TryGetValue(key, out var at) && _lastAbsent.TryGetValue(key, out var away) && at - away <= LongestRun
            ? null : _truth.Difference(mirror, key);

    /// <summary>Every difference; how many candidates a job has follows from theirs, and documents are looked at in the end.</summary>
    private IEnumerable<(Key Key, string Difference, long Version, bool IsDated)> Wrong(Picture mirror)
    {
        var isLimited = machine.Cluster.State!.Settings.CandidateSyncLimit is not null;
        foreach (var key in _lines.Keys.Union(mirror.Records.Keys).Where(static key => key.Sort != "documents"))
        {
            // A limited run deletes nothing, as the settings say.
            var isThere = _truth.Records.ContainsKey(key);
            if ((isThere || !isLimited) && Lasting(Difference(mirror, key)) is { } difference)
            {
                var (_, version, at) = _lines.TryGetValue(key, out var known) ? known : (null, 0, DateTimeOffset.MinValue);

                // That an application is gone shows in no list.
                yield return (key, difference, version, isThere && IsDated(key, at) && !difference.Contains("applications is ", StringComparison.Ordinal));
            }
        }
    }

    /// <summary>Whether what changed at that time comes with the next run, of whatever mode.</summary>
    private bool IsDated(Key key, DateTimeOffset at) => key.Sort switch
    {
        "application" => Date(_truth.Records[key]) >= at.AddSeconds(-2),

        // EEO data that were switched on come with the next full run; and a date far ahead shows its own application, not what changed in another.
        "person" => _withEeoDataSince is null && (_truth.Records[key]["applications"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Any(id => _truth.Records.TryGetValue(new Key("application", id), out var one) && Date(one) >= at.AddSeconds(-2) && Date(one) <= Time.GetUtcNow()),
        "job" => !_truth.Hidden.Contains(key),
        _ => true,
    };

    private static DateTimeOffset? Date(SortedDictionary<string, string?> application) =>
        application["lastUpdatedDate"] is { } text ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture)) : null;

    /// <summary>How many candidates a job has is known from their own runs.</summary>
    private static string? Lasting(string? difference) =>
        difference is not null && difference.Contains(": candidateCount is", StringComparison.Ordinal) && !difference.Contains(';', StringComparison.Ordinal) ? null : difference;

    private static string[] Sorts(SyncKind kind) => kind switch
    {
        SyncKind.Jobs => ["job"],
        SyncKind.Candidates => ["person", "application"],
        _ => ["process", "task"],
    };
}
