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

        var reading = database.Ask(PlanChoice.ByIndex, PostgresStatement.Of(sql), row => row.GetInt32(0), leaving.Token);
        leaving.CancelAfter(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<Exception>(() => reading);

        Assert.True(await only.Get<IBudgetStore>().Save("key", "1", null, stop));
        Assert.Equal("on", await database.Write(session => session.Scalar<string>("SHOW enable_bitmapscan"), stop));
        await only.Close();
    }

    [Fact]
    public async Task Reads_by_key_are_planned_once_and_all_else_for_its_values()
    {
        const string Mode = "SHOW plan_cache_mode";
        var stop = TestContext.Current.CancellationToken;
        await using var store = await PostgresStore.CreateMigrated();
        var database = store.Get<PostgresDatabase>();

        Assert.Equal(["force_generic_plan"], await database.Ask(PlanChoice.Once, PostgresStatement.Of(Mode), row => row.GetString(0), stop));
        Assert.Equal(["force_custom_plan"], await database.Ask(PlanChoice.ByValue, PostgresStatement.Of(Mode), row => row.GetString(0), stop));
        Assert.Equal("force_custom_plan", await database.Write(session => session.Scalar<string>(Mode), stop));
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

    /// <summary>All companies at once must not take every connection.</summary>
    [Fact]
    public async Task Refreshes_take_their_turn_and_give_it_back_whatever_becomes_of_them()
    {
        const int All = 1000;
        var stop = TestContext.Current.CancellationToken;
        await using var source = PostgresConnections.Open("Host=nowhere");
        using var database = new PostgresDatabase(source, TimeProvider.System);
        var (begun, open) = (0, new TaskCompletionSource());
        async Task<bool> Work()
        {
            Interlocked.Increment(ref begun);
            await open.Task;
            throw new InvalidOperationException("It went wrong.");
        }

        Task[] works = [.. Enumerable.Range(0, All).Select(_ => database.InTurn(Work, stop))];
        Assert.InRange(begun, 4, All / 2);
        open.SetResult();
        await Task.WhenAll(works).ContinueWith(static _ => { }, TaskScheduler.Default);

        Assert.Equal(All, begun);
        Assert.All(works, work => Assert.IsType<InvalidOperationException>(work.Exception!.InnerException));
        Assert.Equal(1, await database.InTurn(() => Task.FromResult(1), stop));
    }
}
