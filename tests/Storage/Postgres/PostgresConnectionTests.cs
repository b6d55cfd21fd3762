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

    /// <summary>Connections are handed on as they are: what a read began must not reach whoever comes next.</summary>
    [Theory]
    [InlineData("SELECT 1 / 0")]
    [InlineData("SELECT pg_sleep(60)")]
    public async Task A_read_that_breaks_off_leaves_nothing_behind_on_its_connection(string sql)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var store = await PostgresStore.CreateMigrated();
        var only = PostgresStore.Open(new NpgsqlConnectionStringBuilder(store.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        var database = only.Get<PostgresDatabase>();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stop);

        var reading = database.Ask(PlanChoice.Once, PostgresStatement.Of(sql), row => row.GetInt32(0), leaving.Token);
        leaving.CancelAfter(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<Exception>(() => reading);

        Assert.True(await only.Get<IBudgetStore>().Save("key", "1", null, stop));
        Assert.Equal("force_custom_plan", await database.Write(session => session.Scalar<string>("SHOW plan_cache_mode"), stop));
        await only.Close();
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
