namespace Jobvite.Storage.Postgres;

/// <summary>Which candidates' artifacts are to be fetched, and when documents were told of; the states are explained in <c>0001_records.sql</c>.</summary>
internal static class PostgresArtifacts
{
    // One that waits already keeps its place in the queue. A person that was not written is still in the version that was read: documents
    // of one person are written by one at a time. In the order of the ids given.
    private const string Told = """
        UPDATE candidates AS r
        SET documents_read_at = @readAt,
            artifacts_due_at = CASE WHEN NOT i.to_fetch OR (r.artifacts_state = 1 AND r.artifacts_due_at <= @now) THEN r.artifacts_due_at ELSE @now END,
            artifacts_state = CASE WHEN i.to_fetch THEN 1 ELSE r.artifacts_state END
        FROM (
            SELECT wanted.id, wanted.to_fetch
            FROM unnest(@ids, @versions, @toFetch) AS wanted (id, version, to_fetch)
            CROSS JOIN LATERAL (
                SELECT FROM candidates
                WHERE company_id = @companyId AND jobvite_id = wanted.id AND (wanted.version IS NULL OR xmin::text = wanted.version)
                LIMIT 1
                FOR NO KEY UPDATE) AS held) AS i
        WHERE r.company_id = @companyId AND r.jobvite_id = i.id
        """;

    private const string FetchIfNever = """
        UPDATE candidates
        SET artifacts_due_at = @now, artifacts_state = 1
        WHERE company_id = @companyId AND jobvite_id IN (
            SELECT jobvite_id FROM candidates
            WHERE company_id = @companyId AND jobvite_id = ANY (@ids) AND artifacts_state = 0
            ORDER BY jobvite_id FOR NO KEY UPDATE)
        """;

    // Counted, not asked whether there are any: the planner would make a join of that, over all rows of a company that it knows nothing of.
    private const string FetchedOnly = $"""
        SELECT count(*) FROM candidate_documents WHERE company_id = @companyId AND candidate_id = c.jobvite_id AND {DocumentMap.OfThePerson}
        """;

    private const string OtherApplications = """
        SELECT count(*) FROM applications
        WHERE company_id = @companyId AND candidate_id = c.jobvite_id AND deleted_at IS NULL AND has_artifacts IS NOT FALSE
          AND jobvite_id <> ALL (@applications)
        """;

    // All applications that are there, and will be there, say that they have no artifacts.
    private const string NothingToFetch = $"""
        UPDATE candidates AS r
        SET artifacts_state = 0, artifacts_due_at = NULL, documents_read_at = @readAt
        FROM (
            SELECT c.jobvite_id
            FROM candidates AS c
            WHERE c.company_id = @companyId AND c.jobvite_id = ANY (@ids)
              AND (c.artifacts_state IN (1, 3) OR ({FetchedOnly}) > 0) AND ({OtherApplications}) = 0
            ORDER BY c.jobvite_id
            FOR NO KEY UPDATE OF c) AS i
        WHERE r.company_id = @companyId AND r.jobvite_id = i.jobvite_id
        RETURNING r.jobvite_id
        """;

    private const string RemoveFetched = $"""
        DELETE FROM candidate_documents WHERE company_id = @companyId AND candidate_id = ANY (@ids) AND {DocumentMap.OfThePerson}
        RETURNING {ChangeSource.RemovedColumns}
        """;

    /// <summary>
    /// Comes right after the persons were written: the changed ones are locked, the others are locked in order here. Returns those who have
    /// no artifacts any more.
    /// </summary>
    /// <exception cref="PostgresConflictException">Somebody else has written one of the persons since they were read.</exception>
    public static async Task<string[]> Write(PostgresSession session, RecordAnswer answer, StoredRecords persons, CandidateLedger ledger)
    {
        await WriteTold(session, answer, persons, ledger).ConfigureAwait(false);
        string[] ids = [.. ledger.ArtifactsIfNeverFetched];
        if (ids.Length > 0)
        {
            await session.Execute(FetchIfNever, new { companyId = answer.CompanyId, ids, now = session.Now }).ConfigureAwait(false);
        }

        string[] without = [.. ledger.WithoutArtifacts.Where(persons.Versions.ContainsKey)];
        return without.Length == 0 ? [] : [.. await session.Query(
            NothingToFetch,
            new { companyId = answer.CompanyId, ids = without, applications = ledger.ApplicationsWithoutArtifacts.ToArray(), readAt = answer.ReadAt.ToColumn() },
            row => row.GetString(0)).ConfigureAwait(false)];
    }

    /// <summary>Comes with the documents.</summary>
    public static async Task RemoveOf(PostgresSession session, string companyId, string[] ids)
    {
        if (ids.Length > 0)
        {
            session.Changes.Add(companyId, await session.Query(RemoveFetched, new { companyId, ids }, ChangeSource.Removed).ConfigureAwait(false));
        }
    }

    private static async Task WriteTold(PostgresSession session, RecordAnswer answer, StoredRecords persons, CandidateLedger ledger)
    {
        // New persons said so when they were inserted, nearly always: a second version of the row is spared.
        var written = ledger.Persons.ToDictionary(change => change.Id, StringComparer.Ordinal);
        var fetch = ledger.ArtifactsToFetch.ToHashSet(StringComparer.Ordinal);
        string[] ids =
        [
            .. fetch.Union(ledger.DocumentsChanged, StringComparer.Ordinal)
                .Where(id => !written.TryGetValue(id, out var change) || !change.Created || (fetch.Contains(id) && change.Row?.ArtifactsToFetch != true))
                .Order(StringComparer.Ordinal),
        ];
        if (ids.Length == 0)
        {
            return;
        }

        var told = await session.Execute(Told, new
        {
            companyId = answer.CompanyId,
            ids,
            versions = Array.ConvertAll(ids, id => written.ContainsKey(id) ? null : persons.Versions.GetValueOrDefault(id)),
            toFetch = Array.ConvertAll(ids, fetch.Contains),
            now = session.Now,
            readAt = answer.ReadAt.ToColumn(),
        }).ConfigureAwait(false);
        if (told != ids.Length)
        {
            throw new PostgresConflictException();
        }
    }
}
