using System.Collections.Concurrent;

namespace Jobvite.Sandbox;

/// <summary>
/// The candidates: generated from their index on demand, with only the changes kept. Readers take no lock: they see the list
/// as it was when they began. Writers are serialized by <see cref="SandboxWorld"/>.
/// </summary>
internal sealed class People
{
    /// <summary>How far from the first application the second may stand in the list: further than a page is long.</summary>
    private const int Scatter = 900;

    private readonly SandboxOptions _options;
    private readonly RecordIds _ids;
    private readonly ConcurrentDictionary<int, CandidateChange> _changes = new();
    private readonly ConcurrentDictionary<CandidateEntry, ApplicationChange> _applications = new();
    private readonly ConcurrentDictionary<int, CandidateEntry[]> _moved = new();
    private CandidateEntry[]? _entries;
    private int _generated;
    private long _version;

    public People(SandboxOptions options, RecordIds ids)
    {
        _options = options;
        _ids = ids;
        _generated = options.Candidates;
        Count = options.Candidates;
    }

    /// <summary>People who are not deleted.</summary>
    public int Count { get; private set; }

    /// <summary>Raised by every change.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Everyone's applications, in the order of the list; arranged when it is first looked at, so that a company that nobody reads costs nothing.</summary>
    public CandidateEntry[] Entries => Volatile.Read(ref _entries) ?? Arranged();

    /// <summary>The people who exist, in the order of their making.</summary>
    public IEnumerable<int> Indexes => Enumerable.Range(0, _generated).Where(index => !Change(index).Deleted);

    public Dice Dice(int index) => Sandbox.Dice.Of(_options.Seed, Realm.Candidate, index);

    public Dice Dice(CandidateEntry entry) => Dice(entry.Index).Next(entry.Application);

    public CandidateChange Change(int index) => _changes.GetValueOrDefault(index, CandidateChange.None);

    public ApplicationChange Change(CandidateEntry entry) => _applications.GetValueOrDefault(entry, ApplicationChange.None);

    /// <summary>The person who has the application now.</summary>
    public int Owner(CandidateEntry entry) => Change(entry).Owner ?? entry.Index;

    /// <summary>The lines of the list that the person has: one for each application, those it was made with first, or one without.</summary>
    public IReadOnlyList<CandidateEntry> EntriesOf(int index)
    {
        List<CandidateEntry> own = [.. Enumerable.Range(0, Generated(index)).Select(ordinal => new CandidateEntry(index, ordinal)).Concat(_moved.GetValueOrDefault(index, []))
            .Where(entry => Owner(entry) == index && !Change(entry).Deleted).Distinct()];
        return own.Count > 0 ? own : [CandidateEntry.WithoutApplication(index)];
    }

    /// <summary>Whether the person's documents are shown at all.</summary>
    public bool HasDocuments(int index) => !Change(index).Erased
        && (Change(index).Documents is { } given ? given.Length > 0 : Dice(index).Chance(_options.DocumentShare, Trait.Document));

    public DateTimeOffset UpdatedAt(CandidateEntry entry)
    {
        var change = Change(entry);
        if (change.Dated is { } dated)
        {
            return dated;
        }

        var at = Change(Owner(entry)).EditedAt ?? Generated(entry);
        return change.Stage is { } moved && moved.At > at ? moved.At : at;
    }

    public DateTimeOffset SentAt(CandidateEntry entry) => Generated(entry).AddMinutes(-Dice(entry).Below(60 * 24 * 60, Trait.Sent));

    public string Stage(CandidateEntry entry) =>
        Change(entry).Stage?.Stage ?? Dice(entry).Pick(Vocabulary.Stages, Trait.Stage);

    /// <summary>The index of the job applied for; null for the few applications that name none.</summary>
    public int? Job(CandidateEntry entry)
    {
        if (_options.Jobs == 0 || Dice(entry).Chance(0.02, Trait.NoJob))
        {
            return null;
        }

        var first = Dice(entry.Index).Below(_options.Jobs, Trait.Job);
        return entry.Application == 0 || _options.Jobs == 1
            ? first
            : (first + 1 + Dice(entry).Below(_options.Jobs - 1, Trait.Job)) % _options.Jobs;
    }

    /// <summary>The application changed last.</summary>
    public CandidateEntry Latest(int index) => EntriesOf(index).MaxBy(UpdatedAt);

    public int? Find(string id) => Exists(_ids.CandidateIndex(id)) is { } index ? index : null;

    public CandidateEntry? FindApplication(string id) =>
        _ids.ApplicationEntry(id) is { } entry && Exists(Owner(entry)) is { } owner && EntriesOf(owner).Contains(entry) ? entry : null;

    public void Edit(int index, DateTimeOffset now)
    {
        Undate(index);
        Keep(index, Change(index) with { Revision = Change(index).Revision + 1, EditedAt = now });
    }

    public void Move(CandidateEntry entry, string stage, DateTimeOffset now) =>
        Keep(entry, Change(entry) with { Stage = (stage, now), Dated = null });

    /// <summary>Takes name and address out. The dates stay, or go back to what they were before any edit.</summary>
    public void Erase(int index, bool datesBack)
    {
        var change = Change(index);
        Keep(index, change with { Erased = true, Revision = change.Revision + 1, EditedAt = datesBack ? null : change.EditedAt });
    }

    public void Name(int index, SandboxPerson person, DateTimeOffset now)
    {
        Undate(index);
        Keep(index, Change(index) with { Person = person, EditedAt = now });
    }

    public void Date(CandidateEntry entry, DateTimeOffset at) => Keep(entry, Change(entry) with { Dated = at });

    public void SetDocuments(int index, IEnumerable<SandboxDocument> documents, DateTimeOffset? now)
    {
        Undate(index, when: now is not null);
        Keep(index, Change(index) with { Documents = [.. documents], EditedAt = now ?? Change(index).EditedAt });
    }

    /// <summary>Gives the application to another person.</summary>
    public void Give(CandidateEntry entry, int to)
    {
        var from = Owner(entry);
        _moved[to] = [.. _moved.GetValueOrDefault(to, []), entry];
        Keep(entry, Change(entry) with { Owner = to });
        Rearrange(from, to);
    }

    public void Delete(CandidateEntry entry)
    {
        Keep(entry, Change(entry) with { Deleted = true });
        Rearrange(Owner(entry));
    }

    public void Delete(int index)
    {
        Volatile.Write(ref _entries, [.. Entries.Where(entry => Owner(entry) != index)]);
        Count--;
        Keep(index, Change(index) with { Deleted = true });
    }

    public int Add(DateTimeOffset now)
    {
        var before = Entries;
        var index = _generated++;
        var added = Enumerable.Range(0, Generated(index)).Select(application => new CandidateEntry(index, application));
        Volatile.Write(ref _entries, [.. before, .. added]);
        Count++;
        Keep(index, CandidateChange.None with { EditedAt = now });
        return index;
    }

    /// <summary>After these persons' applications changed: lines that stay keep their place, new ones come last.</summary>
    private void Rearrange(params ReadOnlySpan<int> people)
    {
        var lines = new HashSet<CandidateEntry>();
        foreach (var index in people)
        {
            lines.UnionWith(EntriesOf(index));
        }

        var concerned = people.ToArray();
        var kept = Entries.Where(entry => !concerned.Contains(Owner(entry)) || lines.Contains(entry)).ToList();
        Volatile.Write(ref _entries, [.. kept, .. lines.Except(kept)]);
    }

    private void Undate(int index, bool when = true)
    {
        foreach (var entry in when ? EntriesOf(index) : [])
        {
            if (Change(entry).Dated is not null)
            {
                _applications[entry] = Change(entry) with { Dated = null };
            }
        }
    }

    /// <summary>The person's record shows its applications, so it counts as changed with each of them.</summary>
    private void Keep(CandidateEntry entry, ApplicationChange change)
    {
        var former = Owner(entry);
        _applications[entry] = change;
        Keep(former, Change(former) with { });
        Keep(Owner(entry), Change(Owner(entry)) with { });
    }

    private void Keep(int index, CandidateChange change)
    {
        _changes[index] = change;
        Interlocked.Increment(ref _version);
    }

    /// <summary>How many applications the person was made with.</summary>
    private int Generated(int index) => Dice(index).Chance(_options.SecondApplicationShare, Trait.SecondApplication) ? 2 : 1;

    private DateTimeOffset Generated(CandidateEntry entry) =>
        _options.DataUpTo.AddMilliseconds(-(long)(Dice(entry).Roll(Trait.Updated) % (400UL * 24 * 3600 * 1000)));

    private int? Exists(int index) => index >= 0 && index < _generated && !Change(index).Deleted ? index : null;

    private CandidateEntry[] Arranged()
    {
        var arranged = Arrange();
        return Interlocked.CompareExchange(ref _entries, arranged, null) ?? arranged;
    }

    private CandidateEntry[] Arrange()
    {
        var placed = new List<(double Place, CandidateEntry Entry)>();
        for (var index = 0; index < _options.Candidates; index++)
        {
            placed.Add((index, new CandidateEntry(index, 0)));
            if (Generated(index) == 2)
            {
                placed.Add((index + Dice(index).Below(Scatter, Trait.ListPosition) + 0.5, new CandidateEntry(index, 1)));
            }
        }

        placed.Sort(static (one, other) => (one.Place, one.Entry.Index).CompareTo((other.Place, other.Entry.Index)));
        return [.. placed.Select(static each => each.Entry)];
    }
}
