using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <summary>Looks up what records are called.</summary>
internal static class SqliteNames
{
    private const string Jobs = "SELECT jobvite_id, title FROM jobs WHERE company_id = @companyId AND jobvite_id IN (SELECT value FROM json_each(@ids))";

    private const string Candidates = """
        SELECT jobvite_id, first_name, last_name FROM candidates WHERE company_id = @companyId AND jobvite_id IN (SELECT value FROM json_each(@ids))
        """;

    public static RecordNames Find(SqliteSession session, string companyId, string[] jobIds, string[] candidateIds) => new(
        NameMap.Found(session.Query(Jobs, new { companyId, ids = jobIds.ToColumn() }, NameMap.Job)),
        NameMap.Found(session.Query(Candidates, new { companyId, ids = candidateIds.ToColumn() }, NameMap.Candidate)));
}
