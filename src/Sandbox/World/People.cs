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

    public int Applications(int index) => Dice(index).Chance(_options.SecondApplicationShare, Trait.SecondApplication) ? 2 : 1;

    /// <summary>Whether the person's documents are shown at all.</summary>
    public bool HasDocuments(int index) => Dice(index).Chance(_options.DocumentShare, Trait.Document);

    public DateTimeOffset UpdatedAt(CandidateEntry entry)
    {
        var change = Change(entry.Index);
        var at = change.EditedAt ?? Generated(entry);
        return change.Stages.TryGetValue(entry.Application, out var moved) && moved.At > at ? moved.At : at;
    }

    public DateTimeOffset SentAt(CandidateEntry entry) => Generated(entry).AddMinutes(-Dice(entry).Below(60 * 24 * 60, Trait.Sent));

    public string Stage(CandidateEntry entry) =>
        Change(entry.Index).Stages.TryGetValue(entry.Application, out var moved) ? moved.Stage : Dice(entry).Pick(Vocabulary.Stages, Trait.Stage);

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
    public CandidateEntry Latest(int index) =>
        Enumerable.Range(0, Applications(index)).Select(application => new CandidateEntry(index, application)).MaxBy(UpdatedAt);

    public int? Find(string id) => Exists(_ids.CandidateIndex(id)) is { } index ? index : null;

    public CandidateEntry? FindApplication(string id) =>
        _ids.ApplicationEntry(id) is { } entry && Exists(entry.Index) is not null && entry.Application < Applications(entry.Index) ? entry : null;

    public void Edit(int index, DateTimeOffset now) =>
        Keep(index, Change(index) with { Revision = Change(index).Revision + 1, EditedAt = now });

    public void Move(CandidateEntry entry, string stage, DateTimeOffset now)
    {
        var change = Change(entry.Index);
        Keep(entry.Index, change with { Stages = change.Stages.SetItem(entry.Application, (stage, now)) });
    }

    public void Delete(int index)
    {
        Volatile.Write(ref _entries, [.. Entries.Where(entry => entry.Index != index)]);
        Count--;
        Keep(index, Change(index) with { Deleted = true });
    }

    public int Add(DateTimeOffset now)
    {
        var before = Entries;
        var index = _generated++;
        var added = Enumerable.Range(0, Applications(index)).Select(application => new CandidateEntry(index, application));
        Volatile.Write(ref _entries, [.. before, .. added]);
        Count++;
        Keep(index, CandidateChange.None with { EditedAt = now });
        return index;
    }

    private void Keep(int index, CandidateChange change)
    {
        _changes[index] = change;
        Interlocked.Increment(ref _version);
    }

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
            if (Applications(index) == 2)
            {
                placed.Add((index + Dice(index).Below(Scatter, Trait.ListPosition) + 0.5, new CandidateEntry(index, 1)));
            }
        }

        placed.Sort(static (one, other) => (one.Place, one.Entry.Index).CompareTo((other.Place, other.Entry.Index)));
        return [.. placed.Select(static each => each.Entry)];
    }
}
