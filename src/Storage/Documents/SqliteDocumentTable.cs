using System.Collections.Immutable;
using System.Text.Json;

namespace Jobvite.Storage.Sqlite;

/// <summary>Candidates' documents.</summary>
internal sealed class SqliteDocumentTable : IDocumentTable<SqliteSession>
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

    private static readonly string Insert = ColumnSql.Insert(DocumentColumns.Table, DocumentColumns.All);

    private const string Delete = "DELETE FROM candidate_documents WHERE company_id = @companyId AND id = @id";

    /// <inheritdoc cref="IDocumentTable{TSession}.ReadStored"/>
    public static StoredDocuments ReadStored(SqliteSession session, string companyId, string[] candidates, IReadOnlyList<(string Id, string Owner)> applications)
    {
        List<KnownDocument> known = [];
        Dictionary<string, DocumentStanding> standing = new(StringComparer.Ordinal);
        if (candidates.Length > 0)
        {
            var told = new { companyId, candidates = candidates.ToColumn() };
            known = session.Query(OfCandidates, told, DocumentMap.Known);
            standing = session.Query(Standing, told, DocumentStanding.Of).ToDictionary(one => one.Id, one => one.Standing, StringComparer.Ordinal);
        }

        if (applications.Count > 0)
        {
            var moved = JsonSerializer.Serialize(applications.Select(one => new[] { one.Id, one.Owner }));
            known.AddRange(session.Query(OfMovedApplications, new { companyId, applications = moved }, DocumentMap.Known));
        }

        return new StoredDocuments(known, standing, ImmutableDictionary<Guid, string>.Empty);
    }

    /// <summary>Removed ones first: another may take the place.</summary>
    public static void Write(SqliteSession session, string companyId, IReadOnlyList<DocumentChange> changes)
    {
        session.Execute(Delete, changes
            .Where(change => change.Now is null)
            .Select(change => new { companyId, id = change.Stored!.Id!.Value.ToColumn() }));
        session.ExecuteEach(DocumentColumns.Update, DocumentColumns.OfUpdate, Rows(changes.Where(change => change is { Stored: not null, Now: not null })));
        List<DocumentWrite> added = [.. Rows(changes.Where(change => change.Stored is null))];
        session.ExecuteEach(Insert, DocumentColumns.All, added);
        session.Changes.Add(companyId, added.Select(ChangeSource.Created));
        session.Changes.Add(companyId, changes.Where(change => change.Stored is not null).Select(ChangeSource.Of).OfType<ChangeItem>());

        IEnumerable<DocumentWrite> Rows(IEnumerable<DocumentChange> written) => written.Select(change => DocumentWrite.Of(companyId, session.Now, change));
    }

    Task<StoredDocuments> IDocumentTable<SqliteSession>.ReadStored(
        SqliteSession session, string companyId, string[] candidates, IReadOnlyList<(string Id, string Owner)> applications) =>
        Task.FromResult(ReadStored(session, companyId, candidates, applications));

    Task IDocumentTable<SqliteSession>.Write(SqliteSession session, string companyId, StoredDocuments stored, IReadOnlyList<DocumentChange> changes)
    {
        Write(session, companyId, changes);
        return Task.CompletedTask;
    }
}
