using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IDocumentStore"/>
internal sealed class DocumentStore<TSession>(IDatabase<TSession> database, IDocumentTable<TSession> documents) : IDocumentStore
    where TSession : ISession
{
    private const string ArtifactsState = """
        SELECT artifacts_state FROM candidates WHERE company_id = @companyId AND jobvite_id = @candidateId AND deleted_at IS NULL
        """;

    private const string AllOf = $"""
        SELECT {DocumentMap.Columns}
        FROM {DocumentMap.Shown} AND d.candidate_id = @candidateId
        ORDER BY d.created_at DESC, d.id DESC
        """;

    private const string ListOf = $"{AllOf} LIMIT 200";

    private const string GetOne = $"""
        SELECT {DocumentMap.Columns}, d.candidate_id, d.encrypted_content, c.artifacts_state
        FROM {DocumentMap.Shown} AND d.id = @documentId
        """;

    private const string Fetched = """
        UPDATE candidates SET artifacts_state = 2, artifacts_due_at = NULL, documents_read_at = @readAt
        WHERE company_id = @companyId AND jobvite_id = @candidateId AND deleted_at IS NULL
          AND (documents_read_at IS NULL OR documents_read_at <= @readAt)
        """;

    // The entries must be read again: what they show of the documents may differ from what is stored now.
    private const string VoidMarks = """
        UPDATE applications SET entry_mark = NULL
        WHERE company_id = @companyId AND candidate_id = @candidateId AND entry_mark IS NOT NULL
        """;

    private const string ToFetch = """
        SELECT jobvite_id
        FROM candidates
        WHERE company_id = @companyId AND artifacts_state = 1 AND artifacts_due_at <= @now AND deleted_at IS NULL
        ORDER BY artifacts_due_at
        LIMIT @limit
        """;

    private const string Later = """
        UPDATE candidates
        SET artifacts_due_at = @notBefore, artifacts_state = CASE WHEN @notBefore IS NULL THEN 3 ELSE 1 END
        WHERE company_id = @companyId AND jobvite_id = @candidateId AND artifacts_state IN (1, 3)
        """;

    public Task<CandidateDocuments?> List(string companyId, string candidateId, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var candidate = new { companyId, candidateId = candidateId.ToColumn() };
            var state = await session.Scalar<int?>(ArtifactsState, candidate).ConfigureAwait(false);
            return state is null
                ? null
                : new CandidateDocuments([.. await session.Query(ListOf, candidate, DocumentMap.View).ConfigureAwait(false)], state is 1 or 3);
        },
        cancellationToken);

    public Task<IReadOnlyList<DocumentView>> ListAll(string companyId, string candidateId, CancellationToken cancellationToken) => database.Read<IReadOnlyList<DocumentView>>(
        async session => await session.Query(AllOf, new { companyId, candidateId = candidateId.ToColumn() }, DocumentMap.View).ConfigureAwait(false),
        cancellationToken);

    public Task<StoredDocument?> Get(string companyId, Guid documentId, CancellationToken cancellationToken) =>
        database.Read(session => session.QueryFirst(GetOne, new { companyId, documentId }, DocumentMap.Stored), cancellationToken);

    public Task<bool> SaveFetched(string companyId, string candidateId, ToldDocuments fetched, DateTimeOffset readAt, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            await session.QueueIfRetried(companyId).ConfigureAwait(false);

            // The person may have been deleted while the documents were on their way.
            if (await session.Execute(Fetched, new { companyId, candidateId, readAt = readAt.ToColumn() }).ConfigureAwait(false) == 0)
            {
                return false;
            }

            session.Changes.Cause = new ChangeCause(FeedCause.Sync);
            var stored = await documents.ReadStored(session, companyId, [candidateId], []).ConfigureAwait(false);
            var ledger = stored.Ledger(readAt);
            if (ledger.Apply(candidateId, fetched).Changed)
            {
                await session.Execute(VoidMarks, new { companyId, candidateId }).ConfigureAwait(false);
            }

            await documents.Write(session, companyId, stored, ledger.Changes).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> FindToFetch(string companyId, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<string>>(
        async session => await session.Query(ToFetch, new { companyId, limit, now = session.Now }, row => row.RequiredText("jobvite_id")).ConfigureAwait(false),
        cancellationToken);

    public Task PostponeFetch(string companyId, string candidateId, DateTimeOffset? notBefore, CancellationToken cancellationToken) => database.Write(
        session => session.Execute(Later, new { companyId, candidateId, notBefore = notBefore.ToColumn() }),
        cancellationToken);
}
