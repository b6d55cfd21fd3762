namespace Jobvite.Storage.Postgres;

/// <summary>Reads the applications of all candidates of a page in one statement, newest change first.</summary>
internal static class PostgresApplicationReader
{
    private const string OfPage = $"""
        SELECT {ApplicationMap.Columns},
               CASE WHEN @includeRaw THEN raw_json END AS raw_json
        FROM applications
        WHERE company_id = @companyId AND candidate_id = ANY (@candidates) AND deleted_at IS NULL
        ORDER BY coalesce(source_updated_at, last_updated_date, sent_date) DESC NULLS LAST, updated_at DESC, jobvite_id
        """;

    public static async Task<ILookup<string, FoundApplication>> OfCandidates(PostgresSession session, string companyId, string[] candidates, bool includeRaw)
    {
        var found = await session.Query(OfPage, new { companyId, candidates, includeRaw }, ApplicationMap.Found).ConfigureAwait(false);
        return found.ToLookup(one => one.CandidateId, StringComparer.Ordinal);
    }
}
