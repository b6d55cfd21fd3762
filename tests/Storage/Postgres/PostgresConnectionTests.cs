using Dapper;
using Jobvite.Storage.Postgres;
using Npgsql;

namespace Jobvite.Storage.Tests;

public sealed class PostgresConnectionTests
{
    [Fact]
    public async Task What_is_asked_often_is_prepared()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var store = await PostgresStore.CreateMigrated();
        for (var i = 0; i < 8; i++)
        {
            await store.Get<IRecordReader>().GetJob("acme0001", "j1", stop);
        }

        // The pool lends the same connection again.
        await using var connection = await store.Get<NpgsqlDataSource>().OpenConnectionAsync(stop);
        var prepared = await connection.QueryAsync<string>("SELECT statement FROM pg_prepared_statements");

        Assert.Contains(prepared, statement => statement.Contains("FROM jobs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Host=db", 100)]
    [InlineData("Host=db;Max Auto Prepare=0", 0)]
    [InlineData("Host=db;maxautoprepare=7", 7)]
    public async Task Operators_decide_how_many_statements_are_prepared(string connectionString, int expected)
    {
        await using var source = PostgresConnections.Open(connectionString);

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxAutoPrepare);
    }
}
