namespace Jobvite.Storage.Postgres;

/// <summary>Candidates' documents; guarded like <see cref="PostgresRecordTable{TRow}"/>.</summary>
internal sealed class PostgresDocumentTable : IDocumentTable<PostgresSession>
{
    private const string OfCandidates = $"""
        SELECT {DocumentMap.KnownColumns}, d.xmin::text AS version
        FROM candidate_documents AS d
        WHERE d.company_id = @companyId AND d.candidate_id = ANY (@candidates)
        """;

    private const string OfMovedApplications = $"""
        SELECT {DocumentMap.KnownColumns}, d.xmin::text AS version
        FROM unnest(@applications, @owners) AS wanted (id, owner)
        CROSS JOIN LATERAL (
            SELECT candidate_id FROM applications
            WHERE company_id = @companyId AND jobvite_id = wanted.id AND candidate_id <> wanted.owner
            LIMIT 1) AS a
        CROSS JOIN LATERAL (
            SELECT *, xmin FROM candidate_documents
            WHERE company_id = @companyId AND candidate_id = a.candidate_id AND application_id = wanted.id
            OFFSET 0) AS d
        """;

    private const string Standing = $"""
        SELECT {DocumentStanding.Columns}
        FROM candidates
        WHERE company_id = @companyId AND jobvite_id = ANY (@candidates)
        """;

    private const string Lock = """
        SELECT count(*)
        FROM (
            SELECT 1
            FROM unnest(@ids, @versions) AS known (id, version)
            JOIN candidate_documents AS d ON d.company_id = @companyId AND d.id = known.id AND d.xmin::text = known.version
            ORDER BY d.id
            FOR UPDATE OF d) AS locked
        """;

    private const string Delete = "DELETE FROM candidate_documents WHERE company_id = @companyId AND id = ANY (@ids)";

    private static readonly string Copy = ColumnSql.Copy(DocumentColumns.Table, DocumentColumns.All);

    /// <inheritdoc/>
    public async Task<StoredDocuments> ReadStored(
        PostgresSession session, string companyId, string[] candidates, IReadOnlyList<(string Id, string Owner)> applications)
    {
        Dictionary<Guid, string> versions = [];
        List<KnownDocument> documents = [];
        Dictionary<string, DocumentStanding> standing = new(StringComparer.Ordinal);
        if (candidates.Length > 0)
        {
            documents = await session.Query(OfCandidates, new { companyId, candidates }, Known).ConfigureAwait(false);
            var rows = await session.Query(Standing, new { companyId, candidates }, DocumentStanding.Of).ConfigureAwait(false);
            standing = rows.ToDictionary(one => one.Id, one => one.Standing, StringComparer.Ordinal);
        }

        if (applications.Count > 0)
        {
            var moved = new { companyId, applications = applications.Select(one => one.Id).ToArray(), owners = applications.Select(one => one.Owner).ToArray() };
            documents.AddRange(await session.Query(OfMovedApplications, moved, Known).ConfigureAwait(false));
        }

        return new StoredDocuments(documents, standing, versions);

        KnownDocument Known(System.Data.Common.DbDataReader row)
        {
            var known = DocumentMap.Known(row);
            versions[known.Id!.Value] = row.RequiredText("version");
            return known;
        }
    }

    /// <summary>Removed ones first, since another may take the place; new ones together, by COPY; changed ones, which are few, by a statement each.</summary>
    /// <exception cref="PostgresConflictException">Somebody else has written one of the documents since they were read.</exception>
    public async Task Write(PostgresSession session, string companyId, StoredDocuments stored, IReadOnlyList<DocumentChange> changes)
    {
        var known = changes.Select(change => change.Stored?.Id).OfType<Guid>().ToArray();
        if (known.Length > 0)
        {
            var read = new { companyId, ids = known, versions = Array.ConvertAll(known, id => stored.Versions[id]) };
            ThrowUnless(await session.Scalar<long>(Lock, read).ConfigureAwait(false) == known.Length);
        }

        var removed = changes.Where(change => change.Now is null).Select(change => change.Stored!.Id!.Value).ToArray();
        if (removed.Length > 0)
        {
            await session.Execute(Delete, new { companyId, ids = removed }).ConfigureAwait(false);
        }

        foreach (var change in changes.Where(change => change is { Stored: not null, Now: not null }))
        {
            ThrowUnless(await session.Execute(DocumentColumns.Update, DocumentColumns.OfUpdate, DocumentWrite.Of(companyId, session.Now, change)).ConfigureAwait(false) == 1);
        }

        var added = changes
            .Where(change => change.Stored is null)
            .OrderBy(change => change.Now!.CandidateId, StringComparer.Ordinal)
            .ThenBy(change => change.Now!.Identity, StringComparer.Ordinal)
            .Select(change => DocumentWrite.Of(companyId, session.Now, change))
            .ToList();
        if (added.Count > 0)
        {
            await session.Import(Copy, DocumentColumns.All, added).ConfigureAwait(false);
            session.Changes.Add(companyId, added.Select(ChangeSource.Created));
        }

        session.Changes.Add(companyId, changes.Where(change => change.Stored is not null).Select(ChangeSource.Of).OfType<ChangeItem>());
    }

    private static void ThrowUnless(bool undisturbed)
    {
        if (!undisturbed)
        {
            throw new PostgresConflictException();
        }
    }
}
