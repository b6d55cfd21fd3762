using Jobvite.Storage.Postgres;
using Npgsql;

namespace Jobvite.Storage.Tests;

public sealed class PostgresUpgradeTests
{
    // What the former program and this one both send, in sessions that wait for a lock for one second and no longer.
    private const string OneSecond = ";Options=-c lock_timeout=1s";

    private const string Read = "SELECT count(*) FROM candidates JOIN applications USING (company_id) WHERE company_id = 'acme0001' AND candidates.jobvite_id = 'p7'";

    private const string Write = """
        INSERT INTO webhook_events (company_id, id, source, received_at, signature_valid, status, body)
        VALUES ('writer01', gen_random_uuid(), 1, now(), true, 1, '\x7B7D')
        """;

    private const string Schema = """
        SELECT 'column ' || table_name || ' ' || ordinal_position || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL
        SELECT 'statistics ' || attrelid::regclass || ' ' || attname FROM pg_attribute WHERE attstattarget = 0 AND attrelid::regclass::text NOT LIKE 'pg_%'
        UNION ALL
        SELECT 'script ' || scriptname FROM schema_versions
        ORDER BY 1
        """;

    private const string NothingIsLeft = """
        SELECT NOT EXISTS (SELECT FROM pg_index WHERE NOT indisvalid) AND to_regclass('schema_steps') IS NULL
           AND NOT EXISTS (SELECT FROM pg_class WHERE relname ~ '_00[0-9]+$')
        """;

    private const string EndMigration = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private const string IndexIsWaited = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'CREATE INDEX CONCURRENTLY%' AND wait_event_type = 'Lock')";

    // The third batch stands still: 'p8…' comes after the first 2,000 in the order of keys.
    private const string Hinder = """
        CREATE FUNCTION hinder() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(600); RETURN new; END $$;
        CREATE TRIGGER hinder BEFORE UPDATE ON candidates FOR EACH ROW WHEN (old.jobvite_id LIKE 'p8%') EXECUTE FUNCTION hinder()
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upgraded_database_has_the_schema_of_a_new_one()
    {
        await using var early = await EarlyDatabase.Create();
        await using var created = await PostgresStore.CreateMigrated();

        await Migrate(early);

        Assert.Equal(await created.Look(Schema), await early.Store.Look(Schema));
        await IsUpgraded(early);
    }

    [Fact]
    public async Task Readers_and_writers_wait_less_than_a_second_while_a_database_is_upgraded()
    {
        await using var early = await EarlyDatabase.Create();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task<int>[] others = [Repeat(Read), Repeat(Read), Repeat(Write), Repeat(Write)];

        await Migrate(early);
        await over.CancelAsync();
        var counts = await Task.WhenAll(others);

        Assert.All(counts, count => Assert.InRange(count, 1, int.MaxValue));
        Assert.Equal([$"{counts[2] + counts[3]}"], await early.Store.Look("SELECT count(*) FROM webhook_events WHERE company_id = 'writer01'"));
        await IsUpgraded(early);

        async Task<int> Repeat(string sql)
        {
            await using var connection = await early.Connect(OneSecond);
            await using var command = new NpgsqlCommand(sql, connection);
            var count = 0;
            for (; !over.IsCancellationRequested; count++)
            {
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }

            return count;
        }
    }

    [Fact]
    public async Task An_upgrade_that_ends_while_it_makes_an_index_makes_it_again()
    {
        await using var early = await EarlyDatabase.Create();
        await using var reader = await early.Connect();
        await using var reading = await Snapshot(reader);
        var upgrade = Migrate(early);
        await early.Await(IndexIsWaited);

        await early.Store.Run(EndMigration);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => upgrade);
        Assert.NotEmpty(await early.Store.Look("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"));
        Assert.Equal(["1"], await early.Store.Look("SELECT done FROM schema_steps WHERE scriptname = '0004_history.sql'"));
        await reading.CommitAsync(Stop);
        await Migrate(early);

        await IsUpgraded(early);
    }

    [Fact]
    public async Task An_upgrade_that_is_stopped_lets_go_of_everything()
    {
        await using var early = await EarlyDatabase.Create();
        await using var reader = await early.Connect();
        await using var reading = await Snapshot(reader);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var upgrade = early.Store.Get<IStorageMigrator>().Migrate(stopping.Token);
        await early.Await(IndexIsWaited);

        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upgrade);
        await reading.CommitAsync(Stop);
        await Migrate(early);

        await IsUpgraded(early);
    }

    [Fact]
    public async Task An_upgrade_that_ends_between_two_batches_changes_the_rest()
    {
        await using var early = await EarlyDatabase.Create();
        await early.Store.Run(Hinder);
        var upgrade = Migrate(early);
        await early.Await("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep')");

        await early.Store.Run(EndMigration);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => upgrade);
        Assert.Equal(["2000"], await early.Store.Look("SELECT count(*) FROM candidates WHERE artifacts_state = 1"));
        await early.Store.Run("DROP FUNCTION hinder CASCADE");
        await Migrate(early);

        await IsUpgraded(early);
    }

    [Fact]
    public async Task A_table_that_is_in_use_is_waited_for_without_holding_up_others()
    {
        await using var early = await EarlyDatabase.Create();
        await using var reader = await early.Connect();
        await using var reading = await reader.BeginTransactionAsync(Stop);
        await using var holding = new NpgsqlCommand("LOCK TABLE applications IN ACCESS SHARE MODE", reader, reading);
        await holding.ExecuteNonQueryAsync(Stop);
        await using var other = await early.Connect(OneSecond);
        await using var look = new NpgsqlCommand(Read, other);
        var upgrade = Migrate(early);

        // The table is asked for, given up, and asked for again.
        for (var i = 0; i < 2; i++)
        {
            await early.Await(IsAskedFor("EXISTS"));
            await look.ExecuteNonQueryAsync(Stop);
            await early.Await(IsAskedFor("NOT EXISTS"));
        }

        Assert.False(upgrade.IsCompleted);
        await reading.CommitAsync(Stop);
        await upgrade;

        await IsUpgraded(early);

        static string IsAskedFor(string exists) => $"SELECT {exists} (SELECT FROM pg_locks WHERE relation = 'applications'::regclass AND mode = 'AccessExclusiveLock' AND NOT granted)";
    }

    /// <summary>A vacuum takes this lock.</summary>
    [Fact]
    public async Task A_vacuum_is_waited_for_without_holding_up_others()
    {
        await using var early = await EarlyDatabase.Create();
        await using var vacuum = await early.Connect();
        await using var cleaning = await vacuum.BeginTransactionAsync(Stop);
        await using var holding = new NpgsqlCommand("LOCK TABLE applications IN SHARE UPDATE EXCLUSIVE MODE", vacuum, cleaning);
        await holding.ExecuteNonQueryAsync(Stop);
        await using var other = await early.Connect(OneSecond);
        await using var look = new NpgsqlCommand($"{Read}; UPDATE applications SET read_at = now() WHERE jobvite_id = 'a7'", other);
        var upgrade = Migrate(early);
        await early.Await("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'applications'::regclass AND mode = 'ShareUpdateExclusiveLock' AND NOT granted)");

        await look.ExecuteNonQueryAsync(Stop);

        Assert.False(upgrade.IsCompleted);
        await cleaning.CommitAsync(Stop);
        await upgrade;
        await IsUpgraded(early);
    }

    /// <summary>The former program waits for the lock in a statement, which the making of an index waits for.</summary>
    [Fact]
    public async Task A_former_program_that_starts_during_an_upgrade_does_not_stop_it()
    {
        await using var early = await EarlyDatabase.Create();
        await using var reader = await early.Connect();
        await using var reading = await Snapshot(reader);
        var upgrade = Migrate(early);
        await early.Await(IndexIsWaited);
        await using var former = await early.Connect(";Options=-c lock_timeout=3s -c deadlock_timeout=10s");
        await using var start = new NpgsqlCommand($"SELECT pg_advisory_lock({0x4A6F627669746531})", former);
        var starting = Assert.ThrowsAsync<PostgresException>(() => start.ExecuteNonQueryAsync(Stop));
        await early.Await("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");

        await reading.CommitAsync(Stop);
        await upgrade;

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, (await starting).SqlState);
        await IsUpgraded(early);
    }

    [Fact]
    public void Every_script_that_touches_a_table_of_an_earlier_one_runs_in_steps()
    {
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        foreach (var script in MigrationScripts.Of("Postgres"))
        {
            var words = script.Contents.Split((char[])[' ', '\n', '(', ';'], StringSplitOptions.RemoveEmptyEntries);
            var touched = words.Zip(words.Skip(1)).Where(pair => pair.First is "ON" or "TABLE" or "UPDATE").Select(pair => pair.Second);

            Assert.True(MigrationStep.AreIn(script) || !touched.Any(earlier.Contains), $"{script.Name} needs steps (docs/adr/0036).");
            Assert.All(MigrationStep.Of(script.Contents), step => Assert.Equal(step.IsConcurrent, step.Sql.Contains("INDEX ", StringComparison.Ordinal) && !IsQuick(step)));
            earlier.UnionWith(words.Zip(words.Skip(2)).Where(pair => pair.First is "CREATE").Select(pair => pair.Second));
        }

        static bool IsQuick(MigrationStep step) => step.Sql.StartsWith("ALTER INDEX", StringComparison.Ordinal) || step.Sql.StartsWith("CREATE TABLE", StringComparison.Ordinal);
    }

    private static Task Migrate(EarlyDatabase early) => early.Store.Get<IStorageMigrator>().Migrate(Stop);

    private static async Task<NpgsqlTransaction> Snapshot(NpgsqlConnection connection)
    {
        var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Stop);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM jobs", connection, transaction);
        await command.ExecuteScalarAsync(Stop);
        return transaction;
    }

    /// <summary>Asserts that the rows are what the scripts make of them, and that nothing of the work is left.</summary>
    private static async Task IsUpgraded(EarlyDatabase early)
    {
        Assert.Equal(["True"], await early.Store.Look(NothingIsLeft));
        Assert.Equal([$"{EarlyDatabase.Candidates}"], await early.Store.Look("SELECT count(*) FROM candidates WHERE artifacts_state = 1 AND artifacts_due_at = updated_at"));
        Assert.Equal(
            ["0 0 750", "0 2 750", "1  1500"],
            await early.Store.Look("""
                SELECT length(body) || ' ' || coalesce(body_bytes::text, '') || ' ' || count(*)
                FROM webhook_events WHERE company_id = 'acme0001' GROUP BY length(body), body_bytes ORDER BY 1
                """));
    }
}
