using Jobvite.Postgres.TestSupport;
using Jobvite.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Jobvite.Storage.Tests;

public sealed class PostgresMigrationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_script_is_noted_under_its_number_once()
    {
        await using var store = await PostgresStore.CreateEmpty();
        await store.Get<IStorageMigrator>().Migrate(Stop);
        await store.Get<IStorageMigrator>().Migrate(Stop);

        var noted = await store.Get<PostgresDatabase>().Read(
            session => session.Query("SELECT scriptname FROM schema_versions ORDER BY scriptname", null, row => row.GetString(0)), Stop);

        Assert.Equal(["0001_records.sql", "0002_runs.sql", "0003_webhook_events.sql"], noted.Take(3));
        Assert.Equal(noted.Distinct(), noted);
    }

    [Fact]
    public async Task Many_starts_at_once_migrate_once()
    {
        await using var store = await PostgresStore.CreateEmpty();
        var others = Enumerable.Range(0, 5).Select(_ => PostgresStore.Open(store.ConnectionString)).ToList();

        await Task.WhenAll(others.Append(store).Select(one => one.Get<IStorageMigrator>().Migrate(Stop)));

        Assert.Equal(1, await Scalar<long>(store, "SELECT count(*) FROM schema_versions WHERE scriptname = '0001_records.sql'"));
        Assert.Equal(0, await Scalar<long>(store, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));
        foreach (var other in others)
        {
            await other.Close();
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        await using var store = await PostgresStore.CreateMigrated();
        await Execute(store, "INSERT INTO schema_versions (scriptname, applied) VALUES ('9000_future.sql', now())");

        var refused = await Assert.ThrowsAsync<DatabaseTooNewException>(() => store.Get<IStorageMigrator>().Migrate(Stop));

        Assert.Contains("9000_future.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_alone()
    {
        await using var store = await PostgresStore.CreateEmpty();
        await Execute(store, "CREATE TABLE wordpress_posts (id int)");

        Assert.Contains("\"wordpress_posts\"", (await Refused(store)).Message, StringComparison.Ordinal);
        Assert.Equal(1, await Scalar<long>(store, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task What_an_extension_brought_is_not_another_program()
    {
        await using var store = await PostgresStore.CreateEmpty();
        await Execute(store, "CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin; CREATE EXTENSION pg_stat_statements");

        await store.Get<IStorageMigrator>().Migrate(Stop);

        Assert.Equal("{}", await SaveAndLoad(store));
    }

    [Fact]
    public async Task A_schema_of_its_own_is_used_when_the_search_path_names_one()
    {
        await using var store = await PostgresStore.CreateEmpty();
        await Execute(store, "CREATE TABLE wordpress_posts (id int); CREATE SCHEMA jobvite");
        var own = PostgresStore.Open(store.ConnectionString + ";Search Path=jobvite,public");

        await own.Get<IStorageMigrator>().Migrate(Stop);
        await own.Get<IStorageMigrator>().Migrate(Stop);

        Assert.Equal("{}", await SaveAndLoad(own));
        Assert.Equal("jobvite", await Scalar<string>(store, "SELECT schemaname FROM pg_tables WHERE tablename = 'schema_versions'"));
        await own.Close();
    }

    [Fact]
    public async Task A_read_only_database_is_named()
    {
        await using var store = await PostgresStore.CreateMigrated();
        var reader = PostgresStore.Open(store.ConnectionString + ";Options=-c default_transaction_read_only=on");

        Assert.Contains("read-only", (await Refused(reader)).Message, StringComparison.Ordinal);
        var write = await Assert.ThrowsAsync<StorageUnavailableException>(() => reader.Get<IBudgetStore>().Save("key", "{}", null, Stop));
        Assert.Contains("read-only", write.Message, StringComparison.Ordinal);
        await reader.Close();
    }

    [Fact]
    public async Task A_user_without_rights_is_told_which_to_grant()
    {
        await using var store = await PostgresStore.CreateEmpty();
        var role = $"guest_{Guid.NewGuid():N}";
        await Execute(store, $"CREATE ROLE {role} LOGIN PASSWORD 'x'");
        var guest = PostgresStore.Open(With(store, parts => (parts.Username, parts.Password) = (role, "x")));

        Assert.Contains("grant", (await Refused(guest)).Message, StringComparison.Ordinal);
        await guest.Close();
        await (await PostgresServer.Get()).Execute($"DROP ROLE {role}");
    }

    [Fact]
    public async Task Without_the_extensions_everything_works_and_the_indexes_come_when_they_do()
    {
        await using var store = await PostgresStore.CreateEmpty();
        var role = $"owner_{Guid.NewGuid():N}";
        var database = new NpgsqlConnectionStringBuilder(store.ConnectionString).Database;
        await Execute(store, $"CREATE ROLE {role} LOGIN PASSWORD 'x'; GRANT CREATE, USAGE ON SCHEMA public TO {role}; REVOKE CREATE ON DATABASE {database} FROM PUBLIC");
        var owner = PostgresStore.Open(With(store, parts => (parts.Username, parts.Password) = (role, "x")));

        await owner.Get<IStorageMigrator>().Migrate(Stop);
        await owner.Get<IRecordStore>().SaveRefresh(
            new RefreshWrite { CompanyId = "c", ReadAt = owner.Time.GetUtcNow() }, [Sample.Job("j1", "Engineer")], IncomingWins.Instance, Stop);
        var found = await owner.Get<IRecordReader>().ListJobs("c", new() { Search = "gine" }, new(), false, Stop);
        Assert.Equal((1L, 0L), (found.Total, await SearchIndexes()));

        await Execute(store, "CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin");
        await owner.Get<IStorageMigrator>().Migrate(Stop);

        Assert.Equal(2, await SearchIndexes());
        await owner.Close();
        await Execute(store, $"REASSIGN OWNED BY {role} TO CURRENT_USER; DROP OWNED BY {role}");
        await (await PostgresServer.Get()).Execute($"DROP ROLE {role}");

        async Task<long> SearchIndexes() => await Scalar<long>(store, "SELECT count(*) FROM pg_indexes WHERE indexname IN ('candidates_folded', 'jobs_folded')");
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("nonsense", "cannot be read")]
    [InlineData("Host=db;Port=abc;Database=x", "cannot be read")]
    [InlineData("Host=db;Password=geheim", "names no database")]
    [InlineData("Database=x;Password=geheim", "names no server")]
    public void A_wrong_setting_is_named_without_its_secrets(string connectionString, string part)
    {
        using var services = new ServiceCollection().AddJobvitePostgres(options => options.ConnectionString = connectionString).BuildServiceProvider();

        var wrong = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStorageMigrator>());

        Assert.Contains(part, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", wrong.ToString(), StringComparison.Ordinal);
    }

    private static string With(PostgresStore store, Action<NpgsqlConnectionStringBuilder> change)
    {
        var parts = new NpgsqlConnectionStringBuilder(store.ConnectionString);
        change(parts);
        return parts.ConnectionString;
    }

    private static Task<StorageUnavailableException> Refused(PostgresStore store) =>
        Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<IStorageMigrator>().Migrate(Stop));

    private static async Task<string?> SaveAndLoad(PostgresStore store)
    {
        await store.Get<IBudgetStore>().Save("key", "{}", null, Stop);
        return await store.Get<IBudgetStore>().Load("key", Stop);
    }

    private static Task<T?> Scalar<T>(PostgresStore store, string sql) => store.Get<PostgresDatabase>().Read(session => session.Scalar<T>(sql), Stop);

    private static Task Execute(PostgresStore store, string sql) => store.Get<PostgresDatabase>().Write(session => session.Execute(sql), Stop);
}
