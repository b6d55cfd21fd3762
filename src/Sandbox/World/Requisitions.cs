using System.Collections.Concurrent;

namespace Jobvite.Sandbox;

/// <summary>The jobs: generated from their index on demand, with only the changes kept.</summary>
internal sealed class Requisitions(SandboxOptions options, RecordIds ids)
{
    private readonly ConcurrentDictionary<int, JobChange> _changes = new();

    public int Count => options.Jobs - _changes.Values.Count(static change => change.Deleted);

    /// <summary>Those that lists show.</summary>
    public IEnumerable<int> Listed => Indexes.Where(index => !Change(index).Unlisted);

    public IEnumerable<int> Indexes => Enumerable.Range(0, options.Jobs).Where(index => !Change(index).Deleted);

    public Dice Dice(int index) => Sandbox.Dice.Of(options.Seed, Realm.Job, index);

    public JobChange Change(int index) => _changes.GetValueOrDefault(index, JobChange.None);

    public DateTimeOffset UpdatedAt(int index) =>
        Change(index).EditedAt ?? options.DataUpTo.AddMilliseconds(-(long)(Dice(index).Roll(Trait.Updated) % (700UL * 24 * 3600 * 1000)));

    public DateTimeOffset SentAt(int index) =>
        options.DataUpTo.AddMilliseconds(-(long)(Dice(index).Roll(Trait.Updated) % (700UL * 24 * 3600 * 1000)))
            .AddMinutes(-Dice(index).Below(90 * 24 * 60, Trait.Sent));

    public string State(int index) => Change(index).State ?? Dice(index).Pick(Vocabulary.JobStates, Trait.State);

    public string Title(int index)
    {
        var dice = Dice(index);
        return $"{dice.Pick(Vocabulary.Levels, Trait.Level)}{dice.Pick(Vocabulary.JobTitles, Trait.Title)}";
    }

    public int? Find(string id)
    {
        var index = ids.JobIndex(id);
        return index >= 0 && index < options.Jobs && !Change(index).Deleted ? index : null;
    }

    public void Edit(int index, string? state, DateTimeOffset now)
    {
        var change = Change(index);
        _changes[index] = change with { Revision = change.Revision + 1, EditedAt = now, State = state ?? change.State };
    }

    public void Delete(int index) => _changes[index] = Change(index) with { Deleted = true };

    public void List(int index, bool listed) => _changes[index] = Change(index) with { Unlisted = !listed };

    /// <summary>Brings back a job that was deleted or not listed; null when there never was one of this id.</summary>
    public int? Restore(string id)
    {
        var index = ids.JobIndex(id);
        if (index < 0 || index >= options.Jobs)
        {
            return null;
        }

        _changes[index] = Change(index) with { Deleted = false, Unlisted = false };
        return index;
    }
}
