using Jobvite.Grains.Interfaces;
using Jobvite.Postgres.TestSupport;
using Jobvite.Storage.Postgres;
using Npgsql;

namespace Jobvite.Storage.Tests;

public sealed class PostgresFaultTests
{
    private const string Company = "acme0001";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=jobvite;Username=u;Password=geheim", "jobvite at 127.0.0.1:1 cannot be reached")]
    [InlineData("Host=no-such-host.invalid;Database=jobvite;Username=u;Password=geheim", "cannot be reached")]
    public async Task A_server_that_cannot_be_reached_is_named(string connectionString, string part)
    {
        var store = PostgresStore.Open(connectionString);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<IStorageMigrator>().Migrate(Stop));

        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", fault.ToString(), StringComparison.Ordinal);
        await store.Close();
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_named()
    {
        await using var store = await PostgresStore.CreateEmpty();
        var missing = PostgresStore.Open(new NpgsqlConnectionStringBuilder(store.ConnectionString) { Database = "nowhere" }.ConnectionString);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => missing.Get<IBudgetStore>().Load("key", Stop));

        Assert.Contains("no such database: nowhere", fault.Message, StringComparison.Ordinal);
        await missing.Close();
    }

    [Fact]
    public async Task A_store_used_before_it_was_migrated_says_so()
    {
        await using var store = await PostgresStore.CreateEmpty();

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<IBudgetStore>().Load("key", Stop));
        var key = Assert.Throws<StorageUnavailableException>(() => store.Get<IKeyRingStore>().ReadAll());

        Assert.Contains("no tables of this program yet", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no tables of this program yet", key.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_the_server_ends_is_an_outage_and_the_next_call_works()
    {
        await using var store = await PostgresStore.CreateMigrated();
        await store.Get<IBudgetStore>().Save("key", "1", null, Stop);

        var ended = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<PostgresDatabase>().Write(
            async session =>
            {
                await session.Execute("UPDATE request_budgets SET state = '2'");
                var backend = await session.Scalar<int>("SELECT pg_backend_pid()");
                await (await PostgresServer.Get()).Execute($"SELECT pg_terminate_backend({backend}, 5000)");
                return await session.Execute("UPDATE request_budgets SET state = '3'");
            },
            Stop));

        Assert.Contains("connection", ended.Message, StringComparison.Ordinal);
        Assert.Equal("1", await store.Get<IBudgetStore>().Load("key", Stop));
    }

    [Theory]
    [InlineData("53100", "no space left")]
    [InlineData("53300", "takes no more connections")]
    [InlineData("53200", "memory")]
    [InlineData("57P01", "starting, stopping")]
    [InlineData("57P03", "starting, stopping")]
    [InlineData("08006", "closed the connection")]
    [InlineData("25006", "read-only")]
    [InlineData("28P01", "refused the user or the password")]
    [InlineData("55P03", "lock")]
    [InlineData("57014", "took too long")]
    [InlineData("58030", "disk")]
    [InlineData("XX001", "damaged")]
    public async Task Every_trouble_of_the_server_becomes_a_sentence(string code, string part)
    {
        await using var store = await PostgresStore.CreateMigrated();

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<PostgresDatabase>().Write(
            session => session.Execute($"DO $$ BEGIN RAISE EXCEPTION 'ann@example.com' USING ERRCODE = '{code}'; END $$"), Stop));

        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_of_this_program_is_not_dressed_up_as_the_operators()
    {
        await using var store = await PostgresStore.CreateMigrated();

        var mistake = await Assert.ThrowsAsync<PostgresException>(() => store.Get<PostgresDatabase>().Read(session => session.Scalar<int>("SELECT 1 / 0"), Stop));

        Assert.Equal(PostgresErrorCodes.DivisionByZero, mistake.SqlState);
    }

    [Fact]
    public async Task Values_of_rows_do_not_come_back_in_errors()
    {
        await using var store = await PostgresStore.CreateMigrated();
        var one = Sample.Event(store.Time.GetUtcNow(), entity: "ann@example.com");
        await store.Get<IEventStore>().Append([one], Stop);

        var twice = await Assert.ThrowsAsync<PostgresException>(() => store.Get<IEventStore>().Append([one], Stop));

        Assert.DoesNotContain(one.Id.ToString(), twice.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exhausted_pool_is_named()
    {
        await using var store = await PostgresStore.CreateMigrated();
        var narrow = PostgresStore.Open(store.ConnectionString + ";Maximum Pool Size=1;Timeout=1");
        await using var held = await narrow.Get<NpgsqlDataSource>().OpenConnectionAsync(Stop);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => narrow.Get<IBudgetStore>().Load("key", Stop));

        Assert.Contains("All connections", fault.Message, StringComparison.Ordinal);
        await held.CloseAsync();
        await narrow.Close();
    }

    [Fact]
    public async Task A_caller_who_is_gone_before_its_turn_writes_nothing()
    {
        await using var store = await PostgresStore.CreateMigrated();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Get<IBudgetStore>().Save("key", "1", null, new CancellationToken(true)));

        Assert.Null(await store.Get<IBudgetStore>().Load("key", Stop));
    }

    [Fact]
    public async Task A_null_character_and_endless_values_cost_no_record()
    {
        await using var store = await PostgresStore.CreateMigrated();
        var endless = string.Concat(Enumerable.Range(0, 4000).Select(i => (char)('\u4e00' + (i * 37 % 20000))));
        var person = Sample.Person("p1", endless, null, Sample.Application("a1", endless, job: endless)) with
        {
            FirstName = "A\0nn",
            Documents = Sample.Told(Sample.Document(endless)),
        };
        var refresh = new RefreshWrite { CompanyId = Company, ReadAt = store.Time.GetUtcNow() };

        await store.Get<IRecordStore>().SaveRefresh(refresh, [person], IncomingWins.Instance, Stop);
        var job = Sample.Job("j1", endless, status: endless) with { Department = endless, PrimaryRecruiterEmail = endless };
        await store.Get<IRecordStore>().SaveRefresh(refresh, [job], IncomingWins.Instance, Stop);

        var filter = new CandidateFilter { Email = endless, WorkflowState = endless, JobId = endless };
        var found = await store.Get<IRecordReader>().ListCandidates(Company, filter, new PageRequest(), false, Stop);
        Assert.Equal("Ann", found.Items.Single().FirstName);
        Assert.Equal(1, (await store.Get<IRecordReader>().ListJobs(Company, new JobFilter { Status = endless }, new PageRequest(), false, Stop)).Total);
    }
}
