namespace Jobvite.Storage.Sqlite;

/// <summary>Reads the applications of all candidates of a page in one statement, newest change first.</summary>
internal static class SqliteApplicationReader
{
    private const string OfPage = $"""
        SELECT {ApplicationMap.Columns},
               CASE WHEN @includeRaw THEN raw_json END AS raw_json
        FROM applications
        WHERE company_id = @companyId AND candidate_id IN (SELECT value FROM json_each(@candidates)) AND deleted_at IS NULL
        ORDER BY coalesce(source_updated_at, last_updated_date, sent_date) DESC NULLS LAST, updated_at DESC, jobvite_id
        """;

    public static ILookup<string, FoundApplication> OfCandidates(SqliteSession session, string companyId, IEnumerable<string> candidates, bool includeRaw) => session
        .Query(OfPage, new { companyId, candidates = candidates.ToColumn(), includeRaw }, row => ApplicationMap.Found(row))
        .ToLookup(found => found.CandidateId, StringComparer.Ordinal);
}
