using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <summary>Looks up what records are called.</summary>
internal static class PostgresNames
{
    private const string Jobs = "SELECT jobvite_id, title FROM jobs WHERE company_id = @companyId AND jobvite_id = ANY (@ids)";

    private const string Candidates = "SELECT jobvite_id, first_name, last_name FROM candidates WHERE company_id = @companyId AND jobvite_id = ANY (@ids)";

    public static async Task<RecordNames> Find(
        PostgresDatabase database, string companyId, string[] jobIds, string[] candidateIds, CancellationToken cancellationToken)
    {
        List<(string Id, string? Name)>[] found = [[], []];
        PostgresStatement[] statements = [Of(Jobs, companyId, jobIds), Of(Candidates, companyId, candidateIds)];
        await database.Ask(
            PlanChoice.Once, statements, (statement, row) => found[statement].Add(statement == 0 ? NameMap.Job(row) : NameMap.Candidate(row)), cancellationToken).ConfigureAwait(false);
        return new RecordNames(NameMap.Found(found[0]), NameMap.Found(found[1]));
    }

    private static PostgresStatement Of(string sql, string companyId, string[] ids) =>
        PostgresStatement.Of(sql, ("companyId", companyId), ("ids", Array.ConvertAll(ids, id => id.ToColumn())));
}
