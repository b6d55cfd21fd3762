namespace Jobvite.Storage;

/// <summary>
/// Decides what lists of documents do to the stored ones. A list replaces what is stored of its scope; the mention of a document without its
/// content keeps the stored content as long as it is the same document.
/// </summary>
/// <param name="stored">Of the candidates that lists are about, and of applications that have moved to one of them.</param>
/// <param name="standing">Of the candidates, where there is anything to know.</param>
/// <param name="readAt">When the answer with the lists was asked for.</param>
internal sealed class DocumentLedger(IEnumerable<KnownDocument> stored, IReadOnlyDictionary<string, DocumentStanding> standing, DateTimeOffset readAt)
{
    // In an order of their own: of two that a row may be, the first is taken, and a database gives them in any order.
    private readonly List<Entry> _entries =
    [
        .. stored
            .DistinctBy(document => document.Id)
            .OrderBy(document => document.Identity, StringComparer.Ordinal)
            .ThenBy(document => document.Id)
            .Select(document => new Entry(document)),
    ];

    // Made once from all, and kept up: a page has documents of 500 candidates.
    private Dictionary<string, List<Entry>>? _byCandidate;
    private ILookup<string?, Entry>? _byApplication;

    public IReadOnlyList<DocumentChange> Changes => [.. _entries.Select(entry => entry.ToChange()).OfType<DocumentChange>()];

    /// <summary>Another answer, asked for later, has told of this candidate's documents.</summary>
    public bool IsLate(string candidateId) => standing.TryGetValue(candidateId, out var known) && readAt < known.ToldAt;

    /// <summary>There are artifacts of this candidate that belong to no application, or Jobvite is to be asked whether it has some.</summary>
    public bool MayHaveMore(string candidateId) =>
        (standing.TryGetValue(candidateId, out var known) && known.IsToFetch) || Of(candidateId).Exists(entry => entry.Now.Scope is DocumentScope.AllArtifacts or DocumentScope.PersonArtifacts);

    /// <summary>Takes one list.</summary>
    public DocumentEffect Apply(string candidateId, ToldDocuments told)
    {
        var known = Of(candidateId);
        var effect = default(DocumentEffect);
        HashSet<Entry> shown = [];
        List<(string Identity, DocumentRow Row)> strange = [];
        foreach (var (identity, row) in KnownDocument.Identify(told))
        {
            if (known.Find(entry => entry.Now.Identity == identity) is { } same)
            {
                shown.Add(same);
                effect = effect.And(same.Take(row, identity, told.Scope));
            }
            else
            {
                strange.Add((identity, row));
            }
        }

        foreach (var (identity, row) in strange)
        {
            // Shown before without its id, or by another list: the same name is all there is to go by.
            var alike = known.Find(entry => !entry.IsGone && !shown.Contains(entry) && entry.MayBe(row, told.Scope));
            if (alike is null)
            {
                alike = new Entry(candidateId, row, identity, told.Scope);
                known.Add(alike);
                _entries.Add(alike);
                effect = effect.And(new DocumentEffect(true, row.ContentHash is null));
            }
            else
            {
                effect = effect.And(alike.Take(row, identity, told.Scope));
            }

            shown.Add(alike);
        }

        foreach (var entry in told.IsWhole ? known : [])
        {
            if (!entry.IsGone && !shown.Contains(entry) && entry.IsIn(told))
            {
                entry.IsGone = true;
                effect = effect.And(new DocumentEffect(true, LacksContent: false));
            }
        }

        return effect;
    }

    /// <summary>Gives the documents of an application to the candidate that it now belongs to.</summary>
    public void Move(string applicationId, string candidateId)
    {
        _byApplication ??= _entries.ToLookup(entry => entry.Now.ApplicationId, StringComparer.Ordinal);
        foreach (var entry in _byApplication[applicationId].Where(entry => entry.Now.CandidateId != candidateId && !entry.IsGone))
        {
            Of(entry.Now.CandidateId).Remove(entry);
            var known = Of(candidateId);
            if (known.Exists(entry.IsSameAs))
            {
                entry.IsGone = true;
                continue;
            }

            entry.Now = entry.Now with { CandidateId = candidateId };
            known.Add(entry);
        }
    }

    private List<Entry> Of(string candidateId)
    {
        _byCandidate ??= _entries.GroupBy(entry => entry.Now.CandidateId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        if (!_byCandidate.TryGetValue(candidateId, out var known))
        {
            _byCandidate[candidateId] = known = [];
        }

        return known;
    }

    /// <summary>A document as it stands in the middle of a write.</summary>
    private sealed class Entry
    {
        private readonly KnownDocument? _stored;
        private DocumentRow? _content;

        public Entry(KnownDocument stored) => (_stored, Now) = (stored, stored);

        public Entry(string candidateId, DocumentRow row, string identity, DocumentScope scope)
        {
            Now = new KnownDocument
            {
                CandidateId = candidateId,
                ApplicationId = row.ApplicationId,
                Identity = identity,
                Scope = scope,
                ExternalId = row.ExternalId,
                Type = row.Type,
                FileName = row.FileName,
                MimeType = row.MimeType,
                Size = row.Size,
                StatedSize = row.StatedSize,
                ContentHash = row.ContentHash,
            };
            _content = row.ContentHash is null ? null : row;
        }

        public KnownDocument Now { get; set; }

        public bool IsGone { get; set; }

        private bool IsFromBefore => Now.Identity is null;

        /// <summary>It is one of those that the list is to show, if it still exists.</summary>
        public bool IsIn(ToldDocuments told) => told.Scope switch
        {
            DocumentScope.Resume => Now.Scope is DocumentScope.Resume && Now.ApplicationId == told.ApplicationId,
            DocumentScope.ApplicationArtifacts => Now.Scope is not DocumentScope.Resume && Now.ApplicationId == told.ApplicationId,
            DocumentScope.PersonArtifacts => Now.Scope is DocumentScope.PersonArtifacts or DocumentScope.AllArtifacts,
            _ => Now.Scope is not DocumentScope.Resume,
        };

        /// <summary>It has the same name, and nothing tells the two apart.</summary>
        public bool MayBe(DocumentRow row, DocumentScope scope) =>
            (Now.ExternalId is null || row.ExternalId is null || (IsFromBefore && Now.ExternalId == row.ExternalId))
            && (Now.ApplicationId is null || row.ApplicationId is null || Now.ApplicationId == row.ApplicationId)
            && Now.Type == row.Type
            && Now.FileName == row.FileName
            && (IsFromBefore || (Now.Scope is DocumentScope.Resume) == (scope is DocumentScope.Resume));

        /// <summary>Another row of the same document: the application was this candidate's before.</summary>
        public bool IsSameAs(Entry other) => Now.Identity == other.Now.Identity
            && (!IsFromBefore || (Now.ApplicationId == other.Now.ApplicationId && Now.Type == other.Now.Type && Now.FileName == other.Now.FileName));

        public DocumentEffect Take(DocumentRow row, string identity, DocumentScope scope)
        {
            var (before, wasGone) = (Now, IsGone);
            var isReplaced = row.ContentHash is null ? IsAnother(row) : row.ContentHash != before.ContentHash;
            var hash = isReplaced ? row.ContentHash : before.ContentHash;
            Now = before with
            {
                ApplicationId = row.ApplicationId ?? before.ApplicationId,
                Identity = IsFromBefore || row.ExternalId is not null ? identity : before.Identity,
                Scope = ScopeAfter(scope),
                ExternalId = row.ExternalId ?? before.ExternalId,
                Type = row.Type,
                FileName = row.FileName ?? before.FileName,
                MimeType = row.MimeType ?? (isReplaced ? null : before.MimeType),
                Size = isReplaced ? row.Size : hash is null ? row.Size ?? before.Size : before.Size,
                StatedSize = row.StatedSize ?? (isReplaced ? null : before.StatedSize),
                ContentHash = hash,
            };
            _content = isReplaced ? row : _content;
            IsGone = false;
            var changed = wasGone || Now with { Scope = before.Scope } != before;
            return new DocumentEffect(changed, changed && hash is null);
        }

        public DocumentChange? ToChange() => IsGone
            ? _stored is null ? null : new DocumentChange(_stored, null, null)
            : _stored == Now && _content is null ? null : new DocumentChange(_stored, Now, Now.ContentHash is null ? null : _content);

        // Another name or another size under one id: what is stored is not what Jobvite has now.
        private bool IsAnother(DocumentRow row) =>
            (row.FileName is not null && Now.FileName is not null && row.FileName != Now.FileName)
            || (row.StatedSize is not null && Now.StatedSize is not null && row.StatedSize != Now.StatedSize);

        // A resume that is handed out among the artifacts too stays the application's. What an entry shows, and is handed out too, stays the entry's.
        private DocumentScope ScopeAfter(DocumentScope scope) => IsFromBefore ? scope
            : scope is DocumentScope.AllArtifacts || Now.Scope is DocumentScope.Resume ? Now.Scope
            : scope;
    }
}
