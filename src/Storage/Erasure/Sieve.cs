namespace Jobvite.Storage;

/// <summary>What one transaction leaves out of an answer because the persons were erased, and what it learns of them.</summary>
/// <param name="companyId">Whose.</param>
/// <param name="hash">Null when the company has no suppressions.</param>
/// <param name="stopped">Names in the answer that are suppressed, each by one suppression.</param>
/// <param name="ended">Names whose suppression somebody ended: when they are stored again, they are restored.</param>
internal sealed class Sieve(string companyId, SuppressionHash? hash = null, IReadOnlyDictionary<RecordName, Guid>? stopped = null, IReadOnlySet<RecordName>? ended = null)
{
    private const string Learn = "INSERT INTO suppressed_ids (company_id, hash, suppression_id) VALUES (@companyId, @hash, @suppression) ON CONFLICT (company_id, hash) DO NOTHING";
    private const string Forget = "DELETE FROM suppressed_ids WHERE company_id = @companyId AND hash";

    private const string ForgetEnded = """
        DELETE FROM suppressions
        WHERE company_id = @companyId AND ended_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM suppressed_ids AS s WHERE s.company_id = @companyId AND s.suppression_id = suppressions.id)
        """;

    private const string EmptyBodies = """
        UPDATE webhook_events SET body = @empty, body_bytes = coalesce(body_bytes, length(body))
        WHERE company_id = @companyId AND id
        """;

    private readonly HashSet<RecordName> _dropped = [];
    private readonly Dictionary<RecordName, Guid> _learned = [];
    private readonly Dictionary<SeenEntity, List<string>> _counted = [];

    /// <summary>Entries that were left out.</summary>
    public int Dropped { get; private set; }

    /// <summary>By which these entries count as seen before.</summary>
    public IReadOnlyList<SeenIds> Counted => [.. _counted.Select(one => new SeenIds(one.Key, one.Value, one.Value))];

    public bool Stops(RecordName name) => stopped?.ContainsKey(name) == true;

    /// <summary>Applications of an erased person that nobody knew are the person's, too.</summary>
    public IReadOnlyList<CandidateRow> Keep(IReadOnlyList<CandidateRow> rows) => Keep(
        rows,
        RecordName.Of,
        row => row.Applications.Count == 0 ? new(SeenEntity.Candidates, row.Id) : new(SeenEntity.Applications, row.Applications[0].Id),
        row => new(SeenEntity.Candidates, row.Id));

    /// <summary>A process of an erased person that nobody knew is the person's, too, and so are its tasks.</summary>
    public IReadOnlyList<ProcessRow> Keep(IReadOnlyList<ProcessRow> rows) => Keep(
        rows, RecordName.Of, row => new(SeenEntity.Processes, row.Id), row => row.CandidateId is { } candidate ? new(SeenEntity.Candidates, candidate) : default);

    public IReadOnlyList<TaskRow> Keep(IReadOnlyList<TaskRow> rows) => Keep(
        rows, RecordName.Of, row => new(SeenEntity.Tasks, row.Id), row => new(SeenEntity.Processes, row.ProcessId));

    /// <summary>Comes after everything else was stored.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="events">Those that asked for the answer: the ones about erased persons lose their bodies.</param>
    public async Task Finish<TSession>(TSession session, IReadOnlyList<Guid> events)
        where TSession : ISession
    {
        if (_learned.Count > 0)
        {
            await session.Execute(Learn, _learned.Select(one => new { companyId, hash = hash!.Of(companyId, one.Key), suppression = one.Value })).ConfigureAwait(false);
        }

        if (_dropped.Count > 0 && events.Count > 0)
        {
            var ids = _dropped.Select(name => name.Id).Distinct(StringComparer.Ordinal).ToArray();
            await session.Execute(
                $"{EmptyBodies} {TSession.IsOneOf("@events")} AND (entity_id {TSession.IsOneOf("@ids")} OR application_id {TSession.IsOneOf("@ids")})",
                new { companyId, ids, events = events.ToArray(), empty = Array.Empty<byte>() }).ConfigureAwait(false);
        }

        if (ended is { Count: > 0 })
        {
            session.Changes.Restore(IsEnded);
            await session.Execute($"{Forget} {TSession.IsOneOf("@hashes")}", new { companyId, hashes = ended.Select(name => hash!.Of(companyId, name)).ToArray() }).ConfigureAwait(false);
            await session.Execute(ForgetEnded, new { companyId }).ConfigureAwait(false);
        }
    }

    private bool IsEnded(ChangeItem item) => item.RecordId is { } id && item.Kind switch
    {
        "candidate" => ended!.Contains(new(SeenEntity.Candidates, id)),
        "application" => ended!.Contains(new(SeenEntity.Applications, id)),
        "process" => ended!.Contains(new(SeenEntity.Processes, id)),
        "task" => ended!.Contains(new(SeenEntity.Tasks, id)),
        _ => false,
    };

    private IReadOnlyList<TRow> Keep<TRow>(IReadOnlyList<TRow> rows, Func<TRow, IEnumerable<RecordName>> namesOf, Func<TRow, RecordName> countedOf, Func<TRow, RecordName> ownerOf)
    {
        if (stopped is not { Count: > 0 })
        {
            return rows;
        }

        List<TRow> kept = new(rows.Count);
        foreach (var row in rows)
        {
            var names = namesOf(row).ToList();
            if (!names.Exists(Stops))
            {
                kept.Add(row);
                continue;
            }

            Dropped++;
            _dropped.UnionWith(names);
            Count(countedOf(row));
            if (stopped.TryGetValue(ownerOf(row), out var suppression))
            {
                foreach (var name in names.Where(name => !Stops(name)))
                {
                    _learned[name] = suppression;
                }
            }
        }

        return kept;
    }

    private void Count(RecordName name)
    {
        if (!_counted.TryGetValue(name.Entity, out var ids))
        {
            _counted[name.Entity] = ids = [];
        }

        if (!ids.Contains(name.Id))
        {
            ids.Add(name.Id);
        }
    }
}
