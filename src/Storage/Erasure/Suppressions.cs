using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Storage;

/// <summary>
/// Says, within the transaction that is to store records, which of them are an erased person's (docs/adr/0043). Until that transaction ends
/// nobody is erased, so a page that was read before an erasure is stored before it, or without the person.
/// </summary>
internal sealed class Suppressions(ISuppressionKey keys)
{
    private const string Find = """
        SELECT s.hash, s.suppression_id, one.ended_at IS NOT NULL AS ended
        FROM suppressed_ids AS s JOIN suppressions AS one ON one.company_id = s.company_id AND one.id = s.suppression_id
        WHERE s.company_id = @companyId AND s.hash
        """;

    private const string Keys = "SELECT company_id, min(key_id) AS least, max(key_id) AS most FROM suppressions WHERE company_id";

    private volatile SuppressionHash? _hash;

    /// <summary>Runs a write, and runs it again with the key when it turns out that one is needed: most companies never need it.</summary>
    /// <exception cref="SuppressionKeyException">Ids are suppressed that were hashed with another key.</exception>
    public async Task<T> Run<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await write().ConfigureAwait(false);
        }
        catch (SuppressionKeyException)
        {
            await LoadKey(cancellationToken).ConfigureAwait(false);
            return await write().ConfigureAwait(false);
        }
    }

    /// <summary>What to hash with.</summary>
    /// <exception cref="CryptographicException">The keys at hand do not open it.</exception>
    public async Task<SuppressionHash> LoadKey(CancellationToken cancellationToken) =>
        _hash = new SuppressionHash(await keys.Get(cancellationToken).ConfigureAwait(false));

    /// <summary>Which of the records are erased persons'. To be asked before anything else of the transaction.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="companyId">Whose.</param>
    /// <param name="ids">Of everything that is to be stored; asked for only when the company has suppressions.</param>
    /// <exception cref="SuppressionKeyException">The key is not loaded, or is another one.</exception>
    public async Task<Sieve> Look<TSession>(TSession session, string companyId, Func<IEnumerable<RecordName>> ids)
        where TSession : ISession
    {
        var keyed = await Keyed(session, [companyId]).ConfigureAwait(false);
        return keyed.Count == 0 ? new Sieve(companyId) : await Look(session, companyId, ids().ToHashSet()).ConfigureAwait(false);
    }

    /// <summary>The events, those about an erased person without their bodies.</summary>
    public async Task<IReadOnlyList<NewEvent>> Strip<TSession>(TSession session, IReadOnlyList<NewEvent> events)
        where TSession : ISession
    {
        var keyed = await Keyed(session, [.. events.Select(one => one.CompanyId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]).ConfigureAwait(false);
        if (keyed.Count == 0)
        {
            return events;
        }

        List<NewEvent> kept = [.. events];
        foreach (var companyId in keyed)
        {
            var sieve = await Look(session, companyId, events.Where(one => one.CompanyId == companyId).SelectMany(RecordName.Of).ToHashSet()).ConfigureAwait(false);
            for (var i = 0; i < kept.Count; i++)
            {
                kept[i] = kept[i] is var one && one.CompanyId == companyId && RecordName.Of(one).Any(sieve.Stops)
                    ? one with { Body = [], BodyBytes = one.BodyBytes ?? one.Body.Length }
                    : one;
            }
        }

        return kept;
    }

    /// <summary>Those of the companies that have suppressions.</summary>
    private async Task<List<string>> Keyed<TSession>(TSession session, string[] companies)
        where TSession : ISession
    {
        var keyed = await session.QueryShielded(
            companies,
            $"{Keys} {TSession.IsOneOf("@companies")} GROUP BY company_id",
            new { companies },
            row => (CompanyId: row.RequiredText("company_id"), Least: row.RequiredText("least"), Most: row.RequiredText("most"))).ConfigureAwait(false);
        return keyed.TrueForAll(one => one.Least == _hash?.KeyId && one.Most == _hash?.KeyId) ? keyed.ConvertAll(one => one.CompanyId) : throw new SuppressionKeyException();
    }

    private async Task<Sieve> Look<TSession>(TSession session, string companyId, HashSet<RecordName> names)
        where TSession : ISession
    {
        var hash = _hash!;
        var byHash = names.ToDictionary(name => hash.Of(companyId, name), StringComparer.Ordinal);
        var found = await session.Query(
            $"{Find} {TSession.IsOneOf("@hashes")}",
            new { companyId, hashes = byHash.Keys.ToArray() },
            row => (Name: byHash[row.RequiredText("hash")], Suppression: row.Id("suppression_id"), Ended: row.Flag("ended"))).ConfigureAwait(false);
        return new Sieve(companyId, hash, found.Where(one => !one.Ended).ToDictionary(one => one.Name, one => one.Suppression), found.Where(one => one.Ended).Select(one => one.Name).ToHashSet());
    }
}

/// <summary>A record by Jobvite's id, or, of a person, by ours.</summary>
/// <param name="Entity">What the id is of.</param>
/// <param name="Id">The id.</param>
internal readonly record struct RecordName(SeenEntity Entity, string Id)
{
    /// <summary>A person by this service's own id.</summary>
    public static RecordName Own(Guid id) => new(SeenEntity.Candidates, id.ToString("D"));

    public static IEnumerable<RecordName> Of(CandidateRow row) =>
        row.Applications.Select(application => new RecordName(SeenEntity.Applications, application.Id)).Prepend(new RecordName(SeenEntity.Candidates, row.Id));

    public static IEnumerable<RecordName> Of(ProcessRow row) => row.CandidateId is { } candidate
        ? [new(SeenEntity.Processes, row.Id), new(SeenEntity.Candidates, candidate)]
        : [new(SeenEntity.Processes, row.Id)];

    public static IEnumerable<RecordName> Of(TaskRow row) => [new(SeenEntity.Tasks, row.Id), new(SeenEntity.Processes, row.ProcessId)];

    public static IEnumerable<RecordName> Of(NewEvent one)
    {
        if (one.EntityId is { } entity && (one.Source, one.EntityKind) switch
            {
                (Grains.Interfaces.WebhookSource.Job, _) => (SeenEntity?)null,
                (_, EventEntity.Application) => SeenEntity.Applications,
                (_, EventEntity.Candidate) or (Grains.Interfaces.WebhookSource.Candidate, _) => SeenEntity.Candidates,
                _ => SeenEntity.Processes,
            } is { } kind)
        {
            yield return new RecordName(kind, entity);
        }

        if (one.ApplicationId is { } application)
        {
            yield return new RecordName(SeenEntity.Applications, application);
        }
    }
}

/// <summary>Hashes ids with the cluster's key: whoever has the table alone cannot tell whose they are.</summary>
internal sealed class SuppressionHash(byte[] key)
{
    /// <summary>Tells the key from others.</summary>
    public string KeyId { get; } = Convert.ToHexStringLower(HMACSHA256.HashData(key, "key-id"u8).AsSpan(0, 8));

    public string Of(string companyId, RecordName name) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{companyId}\n{(int)name.Entity}\n{name.Id}")));
}
