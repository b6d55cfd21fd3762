using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Looks up what records are called.</summary>
internal static class PostgresNames
{
    private const string Jobs = "SELECT jobvite_id, title FROM jobs WHERE company_id = @companyId AND jobvite_id = ANY (@ids)";

    private const string Candidates = "SELECT jobvite_id, first_name, last_name FROM candidates WHERE company_id = @companyId AND jobvite_id = ANY (@ids)";

    public static async Task<RecordNames> Find(PostgresSession session, string companyId, string[] jobIds, string[] candidateIds) => new(
        NameMap.Found(await Of(session, Jobs, companyId, jobIds, NameMap.Job).ConfigureAwait(false)),
        NameMap.Found(await Of(session, Candidates, companyId, candidateIds, NameMap.Candidate).ConfigureAwait(false)));

    private static async Task<List<(string Id, string? Name)>> Of(
        PostgresSession session, string sql, string companyId, string[] ids, Func<System.Data.Common.DbDataReader, (string Id, string? Name)> map) => ids.Length == 0
        ? []
        : await session.Query(sql, new { companyId, ids = Array.ConvertAll(ids, id => id.ToColumn()) }, map).ConfigureAwait(false);
}
