using Dapper;
using Jobvite.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Jobvite.Storage.Tests;

public sealed class SqliteMigrationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Path => _directory.File("jobvite.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_empty_directory_becomes_a_database_that_only_its_owner_reads()
    {
        await using var store = SqliteStore.Open(Path);
        await store.Get<IStorageMigrator>().Migrate(Stop);
        await store.Get<IBudgetStore>().Save("key", "{}", null, Stop);

        Assert.Equal("wal", await Scalar(store, "PRAGMA journal_mode"));
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in new[] { Path, Path + "-wal", Path + "-shm", Path + ".migrating" })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Every_script_is_noted_under_its_number_once()
    {
        await using var store = SqliteStore.Open(Path);
        await store.Get<IStorageMigrator>().Migrate(Stop);
        await store.Get<IStorageMigrator>().Migrate(Stop);

        var noted = await store.Get<SqliteDatabase>().Read(
            session => session.Query("SELECT ScriptName FROM schema_versions ORDER BY ScriptName", null, row => row.RequiredText("ScriptName")), Stop);

        Assert.Equal(["0001_records.sql", "0002_runs.sql", "0003_webhook_events.sql"], noted.Take(3));
        Assert.Equal(noted.Distinct(), noted);
    }

    [Fact]
    public async Task Many_starts_at_once_migrate_once()
    {
        var stores = Enumerable.Range(0, 6).Select(_ => SqliteStore.Open(Path)).ToList();

        await Task.WhenAll(stores.Select(store => store.Get<IStorageMigrator>().Migrate(Stop)));

        Assert.Equal("1", await Scalar(stores[0], "SELECT count(*) FROM schema_versions WHERE ScriptName = '0001_records.sql'"));
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        await using var store = SqliteStore.Open(Path);
        await store.Get<IStorageMigrator>().Migrate(Stop);
        await store.Get<SqliteDatabase>().Write(
            session => session.Execute("INSERT INTO schema_versions (ScriptName, Applied) VALUES ('9000_future.sql', '2030-01-01')"), Stop);

        var refused = await Assert.ThrowsAsync<DatabaseTooNewException>(() => store.Get<IStorageMigrator>().Migrate(Stop));

        Assert.Contains("9000_future.sql", refused.Message, StringComparison.Ordinal);
        Assert.Equal("1", await Scalar(store, "SELECT count(*) FROM schema_versions WHERE ScriptName = '0001_records.sql'"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_alone()
    {
        await File.WriteAllTextAsync(Path, new string('x', 5000), Stop);

        Assert.Contains("not a SQLite database", (await Refused()).Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(Path, Stop));
    }

    [Fact]
    public async Task A_missing_directory_is_named()
    {
        await using var store = SqliteStore.Open(_directory.File("nowhere/jobvite.db"));

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<IStorageMigrator>().Migrate(Stop));

        Assert.Contains("does not exist", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_directory.File("nowhere"), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_a_directory_is_refused()
    {
        Directory.CreateDirectory(Path);

        Assert.Contains(Path, (await Refused()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Permissions do not bind the superuser.");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(_directory.FullPath, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Contains("write access", (await Refused()).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_directory.FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task A_database_locked_by_another_is_named()
    {
        await using var other = new SqliteConnection($"Data Source={Path};Pooling=False");
        await other.OpenAsync(Stop);
        await other.ExecuteAsync("CREATE TABLE foreign_table (x); BEGIN EXCLUSIVE; INSERT INTO foreign_table VALUES (1);");

        Assert.Contains("locked by another process", (await Refused(TimeSpan.Zero)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_used_before_it_was_migrated_says_so()
    {
        await using var store = SqliteStore.Open(Path);

        var missing = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<IBudgetStore>().Load("key", Stop));
        await File.WriteAllBytesAsync(Path, [], Stop);
        var empty = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<IBudgetStore>().Load("key", Stop));

        Assert.Contains("cannot be opened", missing.Message, StringComparison.Ordinal);
        Assert.Contains("no tables", empty.Message, StringComparison.Ordinal);
    }

    private static Task<string?> Scalar(SqliteStore store, string sql) => store.Get<SqliteDatabase>().Read(session => session.Scalar<string>(sql), Stop);

    private async Task<StorageUnavailableException> Refused(TimeSpan? lockTimeout = null)
    {
        await using var store = SqliteStore.Open(Path, options => options.LockTimeout = lockTimeout ?? options.LockTimeout);
        return await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<IStorageMigrator>().Migrate(Stop));
    }
}
