using Jobvite.Benchmarks.Load;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Day;

/// <summary>Some candidates of every company.</summary>
internal sealed class DayPeople(IReadOnlyList<(Customer Customer, string[] Ids)> companies)
{
    private const int EachOf = 5;
    private const int RequestsOf = 20_000;
    private static readonly string[] NameParts = ["land", "berg", "mann", "user", "obr", "kow", "nand", "ovak", "shi", "uye"];

    public static async Task<DayPeople> Read(NpgsqlDataSource source, IReadOnlyList<Customer> customers)
    {
        await using var command = source.CreateCommand($"SELECT company_id, (array_agg(jobvite_id ORDER BY id))[1:{EachOf}] FROM candidates GROUP BY company_id");
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync();
        Dictionary<string, string[]> ids = [];
        while (await reader.ReadAsync())
        {
            ids[reader.GetString(0)] = await reader.GetFieldValueAsync<string[]>(1);
        }

        return new DayPeople([.. customers.Select(customer => (customer, ids[customer.CompanyId]))]);
    }

    public (Customer Customer, string Id) Any(Random random)
    {
        var (customer, ids) = companies[random.Next(companies.Count)];
        return (customer, ids[random.Next(ids.Length)]);
    }

    /// <summary>The usual mix: half pages of lists, four tenths single records, a tenth searches.</summary>
    public IEnumerable<byte[]> Reads(Service service)
    {
        var random = new Random(1);
        return Enumerable.Range(0, RequestsOf).Select(number =>
        {
            var (customer, id) = Any(random);
            var path = (number % 10) switch
            {
                < 5 => "?pageSize=25",
                < 9 => "/" + id,
                _ => "?search=" + NameParts[random.Next(NameParts.Length)],
            };
            return RequestFile.Get("/api/integrations/jobvite/candidates" + path, service.Token(customer));
        });
    }
}
