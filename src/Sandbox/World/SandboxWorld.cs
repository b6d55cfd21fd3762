namespace Jobvite.Sandbox;

/// <summary>
/// The company's records, for tests and people who want to see them change. Thread-safe. An unknown id is a
/// <see cref="KeyNotFoundException"/>. Methods with <c>announce</c> send a webhook when a target for it is set.
/// </summary>
public sealed class SandboxWorld
{
    private readonly Lock _writing = new();
    private readonly SandboxOptions _options;
    private readonly RecordIds _ids;
    private long _bulkChanges;

    internal SandboxWorld(SandboxOptions options)
    {
        _options = options;
        _ids = new RecordIds(options.Seed);
        People = new People(options, _ids);
        Requisitions = new Requisitions(options, _ids);
        NewHires = new NewHires(options, _ids);
        Corrections = new SandboxCorrections(this, _writing, options.TimeProvider);
    }

    /// <summary>Raised after the change, on the thread that made it.</summary>
    internal event Action<WorldChange>? Announced;

    public int JobCount => Requisitions.Count;

    /// <summary>People, however many applications each has.</summary>
    public int CandidateCount => People.Count;

    /// <summary>Entries of the candidate list.</summary>
    public int ApplicationCount => People.Entries.Length;

    public int ProcessCount => NewHires.Count;

    public int TaskCount => NewHires.Indexes.Sum(NewHires.Tasks);

    public IReadOnlyList<string> JobIds => [.. Requisitions.Indexes.Select(_ids.Job)];

    public IReadOnlyList<string> CandidateIds => [.. People.Indexes.Select(_ids.Candidate)];

    public IReadOnlyList<string> ProcessIds => [.. NewHires.Indexes.Select(_ids.Process)];

    /// <summary>The rarer changes: merges, moves, erasures, documents, jobs that leave and come back.</summary>
    public SandboxCorrections Corrections { get; }

    internal People People { get; }

    internal Requisitions Requisitions { get; }

    internal NewHires NewHires { get; }

    internal RecordIds Ids => _ids;

    /// <summary>The names of the milestones that the process has.</summary>
    public IReadOnlyList<string> MilestonesOf(string processId) => NewHires.Milestones(Process(processId));

    public IReadOnlyList<string> ApplicationIdsOf(string candidateId) =>
        [.. People.EntriesOf(Person(candidateId)).Where(static entry => entry.HasApplication).Select(_ids.Application)];

    public IReadOnlyList<string> TaskIdsOf(string processId)
    {
        var index = Process(processId);
        return [.. Enumerable.Range(0, NewHires.Tasks(index)).Select(ordinal => _ids.Task(index, ordinal))];
    }

    /// <summary>The workflow state of an application; null takes the one changed last.</summary>
    public string StageOf(string candidateId, string? applicationId = null) => People.Stage(Entry(candidateId, applicationId));

    /// <summary>Whether the person has documents, inline or to be fetched.</summary>
    public bool HasDocuments(string candidateId) => People.HasDocuments(Person(candidateId));

    /// <summary>Moves an application to another workflow state; without an application id, the one changed last.</summary>
    /// <returns>The id of the application that was moved.</returns>
    public string ChangeCandidateStage(string candidateId, string? applicationId, string newStage, bool announce = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(newStage);
        return MoveCandidate(Entry(candidateId, applicationId), newStage, announce, mischief: false);
    }

    /// <summary>Edits the person's own fields, which shows in every application.</summary>
    public void ChangeCandidate(string candidateId, bool announce = true) => EditCandidate(Person(candidateId), announce, mischief: false);

    /// <summary>Edits a job; without a new state, something else than its state.</summary>
    public void ChangeJob(string jobId, string? newState = null, bool announce = true) =>
        EditJob(Job(jobId), newState, announce, mischief: false);

    public void ChangeProcessStatus(string processId, string newStatus, bool announce = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(newStatus);
        var index = Process(processId);
        SetProcessStatus(index, newStatus, announce, mischief: false);
    }

    /// <summary>
    /// Edits the given share (0 to 1, rounded to whole records) of the jobs, people and processes. Which ones depends on the
    /// seed and on how often this was called.
    /// </summary>
    public ChangeCounts ChangeRecords(double share, bool announce = false)
    {
        SandboxOptions.InRange(share, 0, 1, nameof(share));
        var dice = Dice.Of(_options.Seed, Realm.Change, -Interlocked.Increment(ref _bulkChanges));
        var jobs = Chosen(Requisitions.Indexes, share, dice.Next(1));
        var people = Chosen(People.Indexes, share, dice.Next(2));
        var processes = Chosen(NewHires.Indexes, share, dice.Next(3));
        jobs.ForEach(index => EditJob(index, null, announce, mischief: false));
        people.ForEach(index => EditCandidate(index, announce, mischief: false));
        processes.ForEach(index => SetProcessStatus(index, Another(NewHires.Status(index), Vocabulary.ProcessStatuses), announce, mischief: false));
        return new ChangeCounts(jobs.Count, people.Count, processes.Count);
    }

    /// <summary>Nothing announces a deletion: only a full read shows it.</summary>
    public void DeleteCandidate(string candidateId)
    {
        lock (_writing)
        {
            People.Delete(Person(candidateId));
        }
    }

    /// <summary>Nothing announces a deletion: only a full read shows it.</summary>
    public void DeleteJob(string jobId)
    {
        lock (_writing)
        {
            Requisitions.Delete(Job(jobId));
        }
    }

    /// <returns>The new person's id.</returns>
    public string AddCandidate(bool announce = true) => AddCandidate(announce, mischief: false);

    /// <summary>The value after the current one, which is never the same.</summary>
    internal static string Another(string current, IEnumerable<string> values)
    {
        var distinct = values.Distinct().ToList();
        return distinct[(distinct.IndexOf(current) + 1) % distinct.Count];
    }

    internal string MoveCandidate(CandidateEntry entry, string stage, bool announce, bool mischief)
    {
        string old;
        var now = _options.TimeProvider.GetUtcNow();
        lock (_writing)
        {
            old = People.Stage(entry);
            People.Move(entry, stage, now);
        }

        Announce(announce, Named(entry, now) with { OldStage = old, NewStage = stage, Mischief = mischief });
        return _ids.Application(entry);
    }

    internal void EditCandidate(int index, bool announce, bool mischief)
    {
        var now = _options.TimeProvider.GetUtcNow();
        lock (_writing)
        {
            People.Edit(index, now);
        }

        Announce(announce, Named(People.Latest(index), now) with { Mischief = mischief });
    }

    internal void EditJob(int index, string? state, bool announce, bool mischief)
    {
        var now = _options.TimeProvider.GetUtcNow();
        lock (_writing)
        {
            Requisitions.Edit(index, state, now);
        }

        Announce(announce, new WorldChange(now) { JobId = _ids.Job(index), Mischief = mischief });
    }

    internal void SetProcessStatus(int index, string status, bool announce, bool mischief)
    {
        lock (_writing)
        {
            NewHires.SetStatus(index, status);
        }

        Announce(announce, new WorldChange(_options.TimeProvider.GetUtcNow()) { ProcessId = _ids.Process(index), Mischief = mischief });
    }

    internal void SetMilestones(int index, IEnumerable<string> milestones, bool isAdd)
    {
        lock (_writing)
        {
            NewHires.SetMilestones(index, isAdd ? NewHires.Milestones(index).Union(milestones) : milestones.Distinct());
        }
    }

    internal string AddCandidate(bool announce, bool mischief)
    {
        int index;
        var now = _options.TimeProvider.GetUtcNow();
        lock (_writing)
        {
            index = People.Add(now);
        }

        Announce(announce, Named(People.Latest(index), now) with { Mischief = mischief });
        return _ids.Candidate(index);
    }

    private static List<int> Chosen(IEnumerable<int> indexes, double share, Dice dice)
    {
        var all = indexes.ToList();
        return [.. all.OrderBy(index => dice.Next(index).Key).Take((int)Math.Round(share * all.Count, MidpointRounding.AwayFromZero)).Order()];
    }

    internal WorldChange Named(CandidateEntry entry, DateTimeOffset now) => new(now)
    {
        CandidateId = _ids.Candidate(People.Owner(entry)),
        ApplicationId = entry.HasApplication ? _ids.Application(entry) : null,
        JobId = People.Job(entry) is { } job ? _ids.Job(job) : null,
        NewStage = People.Stage(entry),
        OldStage = People.Stage(entry),
    };

    internal void Announce(bool announce, WorldChange change) => (announce ? Announced : null)?.Invoke(change);

    internal int Person(string candidateId) =>
        People.Find(candidateId) ?? throw new KeyNotFoundException($"There is no candidate '{candidateId}' in this sandbox.");

    internal int Process(string processId) =>
        NewHires.Find(processId) ?? throw new KeyNotFoundException($"There is no process '{processId}' in this sandbox.");

    internal int Job(string jobId) =>
        Requisitions.Find(jobId) ?? throw new KeyNotFoundException($"There is no job '{jobId}' in this sandbox.");

    internal CandidateEntry Entry(string candidateId, string? applicationId)
    {
        var index = Person(candidateId);
        if (applicationId is null)
        {
            return People.Latest(index);
        }

        return People.FindApplication(applicationId) is { } entry && People.Owner(entry) == index
            ? entry
            : throw new KeyNotFoundException($"Candidate '{candidateId}' has no application '{applicationId}'.");
    }
}
