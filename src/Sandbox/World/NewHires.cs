using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Jobvite.Sandbox;

/// <summary>The onboarding processes and their tasks: generated from their index on demand, with only the changes kept.</summary>
internal sealed class NewHires(SandboxOptions options, RecordIds ids)
{
    private readonly ConcurrentDictionary<int, ProcessChange> _changes = new();

    public int Count => options.Processes - _changes.Values.Count(static change => change.Deleted);

    /// <summary>Those that are not deleted.</summary>
    public IEnumerable<int> Indexes => Enumerable.Range(0, options.Processes).Where(index => !Change(index).Deleted);

    public Dice Dice(int index) => Sandbox.Dice.Of(options.Seed, Realm.Process, index);

    public ProcessChange Change(int index) => _changes.GetValueOrDefault(index, ProcessChange.None);

    /// <summary>From 3 to 6.</summary>
    public int Tasks(int index) => 3 + Dice(index).Below(4, Trait.TaskCount);

    public int? Candidate(int index) => options.Candidates == 0 ? null : Dice(index).Below(options.Candidates, Trait.Candidate);

    public string Status(int index) => Change(index).Status ?? Dice(index).Pick(Vocabulary.ProcessStatuses, Trait.Status);

    public DateTimeOffset KickoffAt(int index) => options.DataUpTo.AddMinutes(-Dice(index).Below(300 * 24 * 60, Trait.Kickoff));

    public DateTimeOffset HireDate(int index) =>
        new(KickoffAt(index).AddDays(7 + Dice(index).Below(40, Trait.HireDate)).UtcDateTime.Date, TimeSpan.Zero);

    public ImmutableArray<string> Milestones(int index) =>
        Change(index).Milestones ?? [.. Vocabulary.Milestones.Take(Dice(index).Below(Vocabulary.Milestones.Length + 1, Trait.Milestones))];

    public string TaskStatus(int index, int ordinal) =>
        Change(index).TaskStatuses.GetValueOrDefault(ordinal) ?? Dice(index).Next(ordinal).Pick(Vocabulary.TaskStatuses, Trait.Status);

    public int? Find(string id)
    {
        var index = ids.ProcessIndex(id);
        return index >= 0 && index < options.Processes && !Change(index).Deleted ? index : null;
    }

    public void Delete(int index) => _changes[index] = Change(index) with { Deleted = true };

    /// <summary>Brings back a process that was deleted; null when there never was one of this id.</summary>
    public int? Restore(string id)
    {
        var index = ids.ProcessIndex(id);
        if (index < 0 || index >= options.Processes)
        {
            return null;
        }

        _changes[index] = Change(index) with { Deleted = false };
        return index;
    }

    public void SetStatus(int index, string status) => _changes[index] = Change(index) with { Status = status };

    public void SetMilestones(int index, IEnumerable<string> milestones) =>
        _changes[index] = Change(index) with { Milestones = [.. milestones] };

    public void SetTaskStatus(int index, int ordinal, string status)
    {
        var change = Change(index);
        _changes[index] = change with { TaskStatuses = change.TaskStatuses.SetItem(ordinal, status) };
    }
}
