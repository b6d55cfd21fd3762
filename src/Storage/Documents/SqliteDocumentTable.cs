namespace Jobvite.Storage.Sqlite;

/// <summary>Candidates' documents.</summary>
internal static class SqliteDocumentTable
{
    private const string OfCandidates = $"""
        SELECT {DocumentMap.KnownColumns}
        FROM candidate_documents AS d
        WHERE d.company_id = @companyId AND d.candidate_id IN (SELECT value FROM json_each(@candidates))
        """;

    private const string OfMovedApplications = $"""
        SELECT {DocumentMap.KnownColumns}
        FROM json_each(@applications) AS wanted
        CROSS JOIN applications AS a ON a.company_id = @companyId AND a.jobvite_id = wanted.value ->> 0 AND a.candidate_id <> wanted.value ->> 1
        CROSS JOIN candidate_documents AS d ON d.company_id = @companyId AND d.candidate_id = a.candidate_id AND d.application_id = a.jobvite_id
        """;

    private const string Standing = $"""
        SELECT {DocumentStanding.Columns}
        FROM candidates
        WHERE company_id = @companyId AND jobvite_id IN (SELECT value FROM json_each(@candidates))
        """;

    private static readonly string Insert = $"""
        INSERT INTO {DocumentColumns.Table} ({string.Join(", ", DocumentColumns.All.Select(column => column.Name))})
        VALUES ({string.Join(", ", DocumentColumns.All.Select(column => $"@{column.Name}"))})
        """;

    private const string Delete = "DELETE FROM candidate_documents WHERE company_id = @companyId AND id = @id";

    /// <param name="session">The transaction.</param>
    /// <param name="companyId">Whose.</param>
    /// <param name="readAt">When the answer was asked for.</param>
    /// <param name="candidates">Those that the answer tells of.</param>
    /// <param name="applications">Those in the answer, each with its candidate.</param>
    public static DocumentLedger Ledger(
        SqliteSession session, string companyId, DateTimeOffset readAt, IReadOnlyCollection<string> candidates, IReadOnlyCollection<string[]> applications)
    {
        List<KnownDocument> known = candidates.Count == 0 ? [] : session.Query(OfCandidates, new { companyId, candidates = candidates.ToColumn() }, DocumentMap.Known);
        if (applications.Count > 0)
        {
            var moved = System.Text.Json.JsonSerializer.Serialize(applications);
            known.AddRange(session.Query(OfMovedApplications, new { companyId, applications = moved }, DocumentMap.Known));
        }

        List<(string Id, DocumentStanding Standing)> standing = candidates.Count == 0
            ? []
            : session.Query(Standing, new { companyId, candidates = candidates.ToColumn() }, DocumentStanding.Of);
        return new DocumentLedger(known, standing.ToDictionary(one => one.Id, one => one.Standing, StringComparer.Ordinal), readAt);
    }

    /// <summary>Removed ones first: another may take the place.</summary>
    public static void Write(SqliteSession session, string companyId, IReadOnlyList<DocumentChange> changes)
    {
        session.Execute(Delete, changes
            .Where(change => change.Now is null)
            .Select(change => new { companyId, id = change.Stored!.Id!.Value.ToColumn() }));
        session.ExecuteEach(DocumentColumns.Update, DocumentColumns.OfUpdate, Rows(changes.Where(change => change is { Stored: not null, Now: not null })));
        session.ExecuteEach(Insert, DocumentColumns.All, Rows(changes.Where(change => change.Stored is null)));

        IEnumerable<DocumentWrite> Rows(IEnumerable<DocumentChange> written) => written.Select(change => DocumentWrite.Of(companyId, session.Now, change));
    }
}
