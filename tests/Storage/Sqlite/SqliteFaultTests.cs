using Dapper;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jobvite.Storage.Tests;

public sealed class SqliteFaultTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Path => _directory.File("jobvite.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_full_disk_is_reported_and_nothing_is_half_stored()
    {
        await using var store = await Migrated(options => options.MaxPages = 240);
        var events = Enumerable.Range(0, 400).Select(_ => Sample.Event(store.Time.GetUtcNow()) with { Body = new byte[2000] }).ToList();

        var full = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<IEventStore>().Append(events, Stop));

        Assert.Contains("no space left", full.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await store.Get<IRecordReader>().Count("acme0001", Stop)).WebhooksPending);
        await store.Get<IEventStore>().Append([Sample.Event(store.Time.GetUtcNow())], Stop);
        Assert.Equal(1, (await store.Get<IRecordReader>().Count("acme0001", Stop)).WebhooksPending);
    }

    [Fact]
    public async Task A_writer_of_another_process_is_waited_for_and_then_named_while_reads_go_on()
    {
        await using var store = await Migrated(options => options.LockTimeout = TimeSpan.Zero);
        await store.Get<IBudgetStore>().Save("key", "1", null, Stop);
        await using var other = new SqliteConnection($"Data Source={Path};Pooling=False");
        await other.OpenAsync(Stop);
        await other.ExecuteAsync("BEGIN IMMEDIATE");

        var locked = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<IBudgetStore>().Save("key", "2", "1", Stop));

        Assert.Contains("locked by another process", locked.Message, StringComparison.Ordinal);
        Assert.Equal("1", await store.Get<IBudgetStore>().Load("key", Stop));
        await other.ExecuteAsync("COMMIT");
        await store.Get<IBudgetStore>().Save("key", "2", "1", Stop);
        Assert.Equal("2", await store.Get<IBudgetStore>().Load("key", Stop));
    }

    [Fact]
    public async Task A_damaged_database_is_named()
    {
        await using (var store = await Migrated())
        {
            await store.Get<IBudgetStore>().Save("key", "1", null, Stop);
        }

        var bytes = await File.ReadAllBytesAsync(Path, Stop);
        Array.Fill(bytes, (byte)0x5A, 4096, bytes.Length - 4096);
        await File.WriteAllBytesAsync(Path, bytes, Stop);
        await using var damaged = SqliteStore.Open(Path);

        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => damaged.Get<IBudgetStore>().Load("key", Stop));

        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_of_a_page_finds_cursor_and_rows_as_they_were()
    {
        await using var store = await Migrated();
        var runs = store.Get<IRunStore>();
        var records = store.Get<IRecordStore>();
        var start = await runs.StartOrJoin(
            new NewRun { RunId = Guid.CreateVersion7(), CompanyId = "acme0001", Kind = SyncKind.Jobs, Mode = SyncMode.Full, Trigger = RunTrigger.Person }, Stop);
        var run = (await runs.Take("acme0001", start.Run.RunId, Stop))!.Run;
        RunPage Page(string cursor) => new() { Run = run, NextCursor = cursor, ReadAt = store.Time.GetUtcNow() };
        await records.SavePage(Page("500"), [Sample.Job("j1")], IncomingWins.Instance, Stop);

        // The second session shares the transaction's moment: what is on the disk then is what a killed process leaves behind.
        var killed = _directory.File("killed.db");
        await store.Get<SqliteDatabase>().Write(
            session =>
            {
                session.Execute("UPDATE sync_runs SET next_cursor = '1000', fetched = 999");
                session.Execute("DELETE FROM jobs");
                File.Copy(Path, killed);
                File.Copy(Path + "-wal", killed + "-wal");
            },
            Stop);
        await using var restarted = SqliteStore.Open(killed);
        await restarted.Get<IStorageMigrator>().Migrate(Stop);

        var taken = (await restarted.Get<IRunStore>().Take("acme0001", run.RunId, Stop))!;

        Assert.Equal(("500", 1, run.Epoch + 1), (taken.Cursor, taken.Progress.Fetched, taken.Run.Epoch));
        Assert.NotNull(await restarted.Get<IRecordReader>().GetJob("acme0001", "j1", Stop));
    }

    [Fact]
    public async Task Every_connection_waits_for_the_disk_and_keeps_personal_data_out_of_temporary_files()
    {
        await using var store = await Migrated();

        Assert.Equal((2, 2, 1), await store.Get<SqliteDatabase>().Write(
            session => (session.Scalar<int>("PRAGMA synchronous"), session.Scalar<int>("PRAGMA temp_store"), session.Scalar<int>("PRAGMA foreign_keys")), Stop));
    }

    [Fact]
    public async Task Reads_go_on_while_a_write_is_under_way()
    {
        await using var store = await Migrated();
        var begun = new TaskCompletionSource();
        using var end = new ManualResetEventSlim();
        var write = store.Get<SqliteDatabase>().Write(
            session =>
            {
                session.Execute("INSERT INTO request_budgets VALUES ('key', '1', 0)");
                begun.SetResult();
                end.Wait(TimeSpan.FromSeconds(30), Stop);
            },
            Stop);
        await begun.Task;

        Assert.Null(await store.Get<IBudgetStore>().Load("key", Stop));
        end.Set();
        await write;
        Assert.Equal("1", await store.Get<IBudgetStore>().Load("key", Stop));
    }

    [Fact]
    public async Task A_caller_who_is_gone_before_its_turn_writes_nothing()
    {
        await using var store = await Migrated();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Get<IBudgetStore>().Save("key", "1", null, new CancellationToken(true)));

        Assert.Null(await store.Get<IBudgetStore>().Load("key", Stop));
    }

    [Fact]
    public async Task What_is_stored_is_there_after_a_restart()
    {
        await using (var store = await Migrated())
        {
            await store.Get<IBudgetStore>().Save("key", "1", null, Stop);
        }

        await using var again = await Migrated();

        Assert.Equal("1", await again.Get<IBudgetStore>().Load("key", Stop));
    }

    [Theory]
    [InlineData("", 5, 8, "DatabasePath is empty")]
    [InlineData("a\0b", 5, 8, "character")]
    [InlineData("x.db", 61, 8, "LockTimeout")]
    [InlineData("x.db", -1, 8, "LockTimeout")]
    [InlineData("x.db", 5, 0, "MaxReaders")]
    public void A_wrong_setting_is_named(string path, int lockSeconds, int readers, string part)
    {
        using var services = new ServiceCollection().AddJobviteSqlite(options =>
        {
            options.DatabasePath = path;
            options.LockTimeout = TimeSpan.FromSeconds(lockSeconds);
            options.MaxReaders = readers;
        }).BuildServiceProvider();

        var wrong = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStorageMigrator>());

        Assert.Contains(part, wrong.Message, StringComparison.Ordinal);
    }

    private async Task<SqliteStore> Migrated(Action<SqliteStorageOptions>? configure = null)
    {
        var store = SqliteStore.Open(Path, configure);
        await store.Get<IStorageMigrator>().Migrate(Stop);
        return store;
    }
}
