namespace Jobvite.Storage;

/// <summary>Decides what entries of Jobvite's candidate list do to persons, applications, documents and the artifacts to be fetched.</summary>
internal sealed class CandidateLedger(RecordLedger<CandidateRow> persons, RecordLedger<ApplicationRow> applications, DocumentLedger documents)
{
    private readonly HashSet<string> _changedArtifacts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _knownArtifacts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _denied = new(StringComparer.Ordinal);
    private readonly HashSet<string> _notDenied = new(StringComparer.Ordinal);
    private readonly HashSet<string> _without = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (CandidateRow Entry, bool IsChanged)> _recognizable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FingerprintChange> _marks = new(StringComparer.Ordinal);

    public IReadOnlyList<RecordChange<CandidateRow>> Persons => persons.Changes;

    public IReadOnlyList<RecordChange<ApplicationRow>> Applications => applications.Changes;

    public IReadOnlyList<DocumentChange> Documents => documents.Changes;

    /// <summary>Persons whose artifacts are to be fetched because something is new.</summary>
    public IReadOnlyCollection<string> ArtifactsToFetch => _changedArtifacts;

    /// <summary>Persons whose artifacts are to be fetched unless they were asked for before.</summary>
    public IReadOnlyCollection<string> ArtifactsIfNeverFetched => _knownArtifacts;

    /// <summary>Persons of whose documents something changes, those included from whom an application moved away.</summary>
    public IReadOnlyCollection<string> DocumentsChanged => documents.Changes
        .SelectMany(change => new[] { change.Stored?.CandidateId, change.Now?.CandidateId }).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Persons of whom an application says that it has no artifacts, and nothing in the answer says otherwise, although we have some that no
    /// entry showed, or wait for some.
    /// </summary>
    public IReadOnlyCollection<string> WithoutArtifacts => [.. _denied.Except(_notDenied, StringComparer.Ordinal).Where(documents.MayHaveMore)];

    /// <summary>The applications that say so.</summary>
    public IReadOnlyCollection<string> ApplicationsWithoutArtifacts => _without;

    /// <summary>Marks of applications that are not written otherwise.</summary>
    public IReadOnlyList<FingerprintChange> Marks
    {
        get
        {
            var written = Applications.Where(change => change.Row is not null).Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
            return [.. _marks.Values.Where(mark => !written.Contains(mark.ApplicationId))];
        }
    }

    /// <summary>Takes the entries of one answer; the outcomes are the entries', not the persons'.</summary>
    /// <param name="entries">Those that were read.</param>
    /// <param name="known">Those that were recognized.</param>
    public UpsertCounts Apply(IReadOnlyList<CandidateRow> entries, IReadOnlyList<StoredEntry> known)
    {
        foreach (var entry in known)
        {
            persons.ShowStored(entry.CandidateId);
            applications.ShowStored(entry.ApplicationId);
        }

        var outcomes = new OutcomeCounter();
        foreach (var entry in entries)
        {
            outcomes.Add(Apply(entry));
        }

        Mark();
        return outcomes.Counts;
    }

    private RecordOutcome Apply(CandidateRow entry)
    {
        var person = persons.Apply(entry);
        var applied = entry.Applications.Select(row => (row.Id, Outcome: applications.Apply(row, entry.Id))).ToList();
        if (applied.Any(one => one.Outcome is not RecordOutcome.Stale) && persons.Revive(entry.Id))
        {
            person = RecordOutcome.Updated;
        }

        if (applied.Any(one => one.Outcome is RecordOutcome.Created or RecordOutcome.Updated))
        {
            persons.MarkChanged(entry.Id);
        }

        NoteArtifacts(entry, applied);
        var told = TakeDocuments(entry, person, applied);
        var outcome = Outcome(person, [.. applied.Select(one => one.Outcome)]);
        if (entry.Digest is not null && told is not null && person is not RecordOutcome.Stale && applied is [{ Outcome: not RecordOutcome.Stale } one])
        {
            _recognizable[one.Id] = (entry, IsChanged: outcome is not RecordOutcome.Unchanged || told.Value.Changed);
        }
        else if (told?.Changed == true)
        {
            // The entries that showed these applications before would not be stored just as they come.
            foreach (var (id, _) in applied)
            {
                _marks[id] = new FingerprintChange(id, Mark: null, Anyway: true);
            }
        }

        if (entry.ArtifactsToFetch && outcome is not RecordOutcome.Stale)
        {
            (outcome is RecordOutcome.Unchanged && told?.LacksContent != true && !persons.CameFromElsewhere(entry.Id) ? _knownArtifacts : _changedArtifacts).Add(entry.Id);
        }

        return outcome;
    }

    /// <summary>
    /// Marks the entries that are to be recognized when they come again. Not those of a person whom entries of one answer show differently:
    /// which of them counts can be told only when all of them are read.
    /// </summary>
    private void Mark()
    {
        foreach (var (applicationId, (entry, isChanged)) in _recognizable)
        {
            if (!persons.IsDisputed(entry.Id) && !applications.IsDisputed(applicationId))
            {
                var mark = EntryFingerprint.Of(entry.Digest!, persons.ContentHashOf(entry.Id), applications.ContentHashOf(applicationId));
                applications.Mark(applicationId, mark);
                _marks[applicationId] = new FingerprintChange(applicationId, mark, Anyway: isChanged);
            }
            else if (isChanged)
            {
                _marks[applicationId] = new FingerprintChange(applicationId, Mark: null, Anyway: true);
            }
        }
    }

    private static RecordOutcome Outcome(RecordOutcome person, IReadOnlyList<RecordOutcome> applied)
    {
        if (applied.Count == 0)
        {
            return person;
        }

        if (applied.Contains(RecordOutcome.Created))
        {
            return RecordOutcome.Created;
        }

        if (applied.Contains(RecordOutcome.Updated) || person is RecordOutcome.Created or RecordOutcome.Updated)
        {
            return RecordOutcome.Updated;
        }

        return applied.Contains(RecordOutcome.Unchanged) ? RecordOutcome.Unchanged : RecordOutcome.Stale;
    }

    /// <summary>Null when another answer, asked for later, has told of the person's documents.</summary>
    private DocumentEffect? TakeDocuments(CandidateRow entry, RecordOutcome person, List<(string Id, RecordOutcome Outcome)> applied)
    {
        foreach (var (id, outcome) in applied)
        {
            if (outcome is RecordOutcome.Updated)
            {
                documents.Move(id, entry.Id);
            }
        }

        if (entry.Documents.Count > 0 && documents.IsLate(entry.Id))
        {
            return null;
        }

        var effect = default(DocumentEffect);
        foreach (var list in entry.Documents)
        {
            var outcome = person;
            foreach (var one in applied)
            {
                outcome = one.Id == list.ApplicationId ? one.Outcome : outcome;
            }

            // The resume of an older answer must not replace the one that came with a newer answer.
            if (outcome is not RecordOutcome.Stale)
            {
                effect = effect.And(documents.Apply(entry.Id, list));
            }
        }

        return effect;
    }

    private void NoteArtifacts(CandidateRow entry, List<(string Id, RecordOutcome Outcome)> applied)
    {
        var isDenied = entry.Documents.Count > 0 && !entry.ArtifactsToFetch
            && entry.Documents.All(list => list.Scope is DocumentScope.Resume || list.Documents.Count == 0)
            && entry.Applications.Count > 0 && entry.Applications.All(row => row.HasArtifacts == false)
            && applied.TrueForAll(one => one.Outcome is not RecordOutcome.Stale);
        (isDenied ? _denied : _notDenied).Add(entry.Id);
        if (isDenied)
        {
            _without.UnionWith(entry.Applications.Select(row => row.Id));
        }
    }
}
