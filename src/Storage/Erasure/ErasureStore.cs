using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IErasureStore"/>
internal sealed class ErasureStore<TSession>(IDatabase<TSession> database, Suppressions suppressions) : IErasureStore
    where TSession : ISession
{
    private const string Note = "The person was erased.";

    private const string Suppress = """
        INSERT INTO suppressions (company_id, id, created_at, key_id, reason, subject, email, log_emptied)
        VALUES (@companyId, @id, @now, @keyId, @reason, @subject, @email, @logEmptied)
        """;

    // An id that another suppression keeps away, or kept away before that was ended, is kept away by this one from now on.
    private const string SuppressId = """
        INSERT INTO suppressed_ids (company_id, hash, suppression_id) VALUES (@companyId, @hash, @id)
        ON CONFLICT (company_id, hash) DO UPDATE SET suppression_id = excluded.suppression_id
        """;

    private const string Existing = """
        SELECT s.suppression_id
        FROM suppressed_ids AS s JOIN suppressions AS one ON one.company_id = s.company_id AND one.id = s.suppression_id AND one.ended_at IS NULL
        WHERE s.company_id = @companyId AND s.hash = @hash
        """;

    private const string Listed = """
        SELECT id, created_at, reason, subject, email,
               (SELECT count(*) FROM suppressed_ids AS s WHERE s.company_id = @companyId AND s.suppression_id = suppressions.id) AS ids
        FROM suppressions
        WHERE company_id = @companyId AND ended_at IS NULL
        ORDER BY created_at DESC, id DESC
        LIMIT @limit OFFSET @offset
        """;

    private const string CountListed = "SELECT count(*) FROM suppressions WHERE company_id = @companyId AND ended_at IS NULL";
    private const string EndOne = "UPDATE suppressions SET ended_at = @now WHERE company_id = @companyId AND id = @id AND ended_at IS NULL";
    private const string Any = "SELECT count(*) FROM (SELECT 1 FROM suppressions LIMIT 1) AS one";
    private const string Unsettled = "SELECT count(*) FROM (SELECT 1 FROM suppressions WHERE NOT log_emptied LIMIT 1) AS one";
    private const string Over = "SELECT count(*) FROM (SELECT 1 FROM suppressions WHERE ended_at < @before LIMIT 1) AS one";
    private const string Settled = "UPDATE suppressions SET log_emptied = @yes WHERE NOT log_emptied AND created_at <= @before";

    // By then everything that Jobvite still has of the person has come back.
    private static readonly TimeSpan RemembersEnded = TimeSpan.FromDays(30);

    private const string ForgetIds = """
        DELETE FROM suppressed_ids
        WHERE suppression_id IN (SELECT id FROM suppressions AS one WHERE one.company_id = suppressed_ids.company_id AND one.ended_at < @before)
        """;

    private const string Forget = "DELETE FROM suppressions WHERE ended_at < @before";

    private static readonly IReadOnlyList<(ErasedPart Part, string Sql)> Statements = ErasureStatements.Of<TSession>();

    public async Task<ErasureResult> Erase(ErasureOrder order, CancellationToken cancellationToken)
    {
        var hash = await suppressions.LoadKey(cancellationToken).ConfigureAwait(false);

        // Bodies are searched before the company's writers have to wait; then only what came since.
        var (searchedAt, before) = await database.Read(
            async session =>
            {
                var person = await ErasedPerson.Find(session, order.CompanyId, order.PersonId).ConfigureAwait(false);
                return (session.Now, person is null ? new NamingEvents([], []) : await NamingEvents.Find(session, person).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        var result = await database.Write(session => Erase(session, order, hash, searchedAt, before), cancellationToken).ConfigureAwait(false);
        if (result.Outcome is ErasureOutcome.Erased)
        {
            await Settle(mayTakeLong: false, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    public Task Settle(CancellationToken cancellationToken) => Settle(mayTakeLong: true, cancellationToken);

    public Task<Page<SuppressionView>> List(string companyId, PageRequest page, CancellationToken cancellationToken) => database.Read(
        async session => new Page<SuppressionView>(
            [.. await session.Query(Listed, new { companyId, limit = page.PageSize, offset = (page.Page - 1L) * page.PageSize }, View).ConfigureAwait(false)],
            await session.Scalar<long>(CountListed, new { companyId }).ConfigureAwait(false),
            page.Page,
            page.PageSize,
            NextCursor: null),
        cancellationToken);

    public async Task<bool> End(string companyId, Guid suppressionId, CancellationToken cancellationToken) =>
        await database.WriteOne(EndOne, now => new { companyId, id = suppressionId, now }, cancellationToken).ConfigureAwait(false) > 0;

    public Task<bool> HasAny(CancellationToken cancellationToken) =>
        database.Read(async session => await session.Scalar<long>(Any).ConfigureAwait(false) > 0, cancellationToken);

    public Task<IReadOnlyList<Guid>> FindWebhooks(string companyId, string candidateId, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<Guid>>(
        async session => await ErasedPerson.Find(session, companyId, candidateId).ConfigureAwait(false) is { } person
            ? [.. (await NamingEvents.Find(session, person).ConfigureAwait(false)).All.Take(limit)]
            : [],
        cancellationToken);

    private async Task Settle(bool mayTakeLong, CancellationToken cancellationToken)
    {
        var (waits, over, now) = await database.Read(
            async session => (
                await session.Scalar<long>(Unsettled).ConfigureAwait(false) > 0,
                await session.Scalar<long>(Over, new { before = session.Now - RemembersEnded }).ConfigureAwait(false) > 0,
                session.Now),
            cancellationToken).ConfigureAwait(false);
        if (over)
        {
            // In this order: names without a suppression would be nobody's.
            await database.WriteOne(ForgetIds, time => new { before = time - RemembersEnded }, cancellationToken).ConfigureAwait(false);
            await database.WriteOne(Forget, time => new { before = time - RemembersEnded }, cancellationToken).ConfigureAwait(false);
        }

        if (waits && await database.Compact(mayTakeLong, cancellationToken).ConfigureAwait(false))
        {
            await database.WriteOne(Settled, _ => new { yes = true, before = now }, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<ErasureResult> Erase(TSession session, ErasureOrder order, SuppressionHash hash, DateTimeOffset searchedAt, NamingEvents before)
    {
        var companyId = order.CompanyId;
        await session.BeginErasure(companyId).ConfigureAwait(false);
        if (await ErasedPerson.Find(session, companyId, order.PersonId).ConfigureAwait(false) is not { } person)
        {
            var name = Guid.TryParseExact(order.PersonId, "D", out var own) ? RecordName.Own(own) : new RecordName(SeenEntity.Candidates, order.PersonId);
            var existing = await session.QueryFirst(Existing, new { companyId, hash = hash.Of(companyId, name) }, row => new SuppressionId(row.Id("suppression_id"))).ConfigureAwait(false);
            return new ErasureResult { Outcome = existing is null ? ErasureOutcome.NotFound : ErasureOutcome.Erased, SuppressionId = existing?.Id };
        }

        if (person.IsNamedBy(order.Reason))
        {
            return new ErasureResult { Outcome = ErasureOutcome.ReasonNamesPerson };
        }

        var events = before.And(await NamingEvents.Find(session, person, searchedAt).ConfigureAwait(false));
        var counts = await Remove(session, person, events).ConfigureAwait(false);
        await ErasedRuns.Clean(session, person).ConfigureAwait(false);

        var id = Guid.CreateVersion7(session.Now);
        await session.Execute(Suppress, new
        {
            companyId,
            id,
            now = session.Now,
            keyId = hash.KeyId,
            reason = order.Reason.ToColumn(),
            subject = order.Subject.ToColumn(),
            email = order.Email.ToColumn(),
            logEmptied = !TSession.KeepsLog,
        }).ConfigureAwait(false);
        await session.Execute(SuppressId, person.Names.Select(name => new { companyId, hash = hash.Of(companyId, name), id })).ConfigureAwait(false);
        session.Changes.Cause = new ChangeCause(FeedCause.Erasure, id);
        session.Changes.Add(companyId, new ChangeItem("candidate", SyncKind.Candidates, ChangeKind.Erased) { RecordId = person.CandidateId, CandidateId = person.CandidateId });
        return new ErasureResult
        {
            Outcome = ErasureOutcome.Erased,
            SuppressionId = id,
            Erased = new ErasedCounts
            {
                Rows = counts.GetValueOrDefault(ErasedPart.Rows),
                Documents = counts.GetValueOrDefault(ErasedPart.Documents),
                WebhookBodies = counts.GetValueOrDefault(ErasedPart.WebhookBodies),
                Changes = counts.GetValueOrDefault(ErasedPart.Changes),
                Deliveries = counts.GetValueOrDefault(ErasedPart.Deliveries),
            },
        };
    }

    private static async Task<Dictionary<ErasedPart, int>> Remove(TSession session, ErasedPerson person, NamingEvents events)
    {
        var arguments = new
        {
            companyId = person.CompanyId,
            candidateId = person.CandidateId,
            applications = person.Applications,
            processes = person.Processes,
            tasks = person.Tasks,
            about = events.About.ToArray(),
            events = events.All.ToArray(),
            empty = Array.Empty<byte>(),
            now = session.Now,
            note = Note,
        };

        // SQLite removes applications and documents with their candidate, and does not say how many.
        var cascaded = await session.QueryFirst(
            "SELECT (SELECT count(*) FROM candidate_documents WHERE company_id = @companyId AND candidate_id = @candidateId) AS documents",
            new { companyId = person.CompanyId, candidateId = person.CandidateId },
            row => new Cascaded(row.Number("documents"))).ConfigureAwait(false);
        Dictionary<ErasedPart, int> counts = [];
        foreach (var (part, sql) in Statements)
        {
            counts[part] = counts.GetValueOrDefault(part) + await session.Execute(sql, arguments).ConfigureAwait(false);
        }

        counts[ErasedPart.Rows] = 1 + person.Applications.Length + person.Processes.Length + person.Tasks.Length;
        counts[ErasedPart.Documents] = Math.Max(counts[ErasedPart.Documents], cascaded!.Documents);
        return counts;
    }

    private static SuppressionView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        CreatedAt = row.Time("created_at"),
        Reason = row.RequiredText("reason"),
        Subject = row.Text("subject"),
        Email = row.Text("email"),
        Ids = row.Number("ids"),
    };

    private sealed record SuppressionId(Guid Id);

    private sealed record Cascaded(int Documents);
}
