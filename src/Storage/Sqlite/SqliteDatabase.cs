using System.Data;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Jobvite.Storage.Sqlite;

/// <summary>
/// The database file: one writer at a time, several readers beside it (WAL). SQLite has no asynchronous calls, so the work runs on the
/// thread pool and never holds a grain's turn.
/// </summary>
internal sealed class SqliteDatabase(IOptions<SqliteStorageOptions> options, TimeProvider time) : IDatabase<SqliteSession>, IDisposable
{
    /// <summary>A file of this size is written anew in a second or two, and in memory.</summary>
    private const long LargeFile = 64L * 1024 * 1024;

    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly SemaphoreSlim _readers = new(options.Value.MaxReaders, options.Value.MaxReaders);

    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.DatabasePath);

    public TimeSpan LockTimeout => options.Value.LockTimeout;

    // Mode ReadWrite: only the migrator makes the file, with the right permissions. Foreign keys are off in SQLite unless asked for.
    public string ConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = SqliteOpenMode.ReadWrite,
        ForeignKeys = true,
        DefaultTimeout = Math.Max(1, (int)Math.Ceiling(LockTimeout.TotalSeconds)),
    }.ToString();

    /// <summary>Runs the work in one transaction: committed when it returns, taken back when it throws.</summary>
    public Task<T> Write<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        Scheduled(_writer, () => WriteNow(work, cancellationToken), cancellationToken);

    /// <inheritdoc cref="Write{T}(Func{SqliteSession, T}, CancellationToken)"/>
    public Task Write(Action<SqliteSession> work, CancellationToken cancellationToken) => Write(
        session =>
        {
            work(session);
            return true;
        },
        cancellationToken);

    /// <summary>Runs the work on one consistent view of the database.</summary>
    public Task<T> Read<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        Scheduled(_readers, () => Run(work, deferred: true, cancellationToken), cancellationToken);

    /// <summary>For callers that cannot wait asynchronously.</summary>
    public T Write<T>(Func<SqliteSession, T> work) => Locked(_writer, () => WriteNow(work, CancellationToken.None));

    /// <inheritdoc cref="Write{T}(Func{SqliteSession, T})"/>
    public T Read<T>(Func<SqliteSession, T> work) => Locked(_readers, () => Run(work, deferred: true, CancellationToken.None));

    Task<T> IDatabase<SqliteSession>.Write<T>(Func<SqliteSession, Task<T>> work, CancellationToken cancellationToken) => Write(session => Done(work(session)), cancellationToken);

    // One writes at a time anyway.
    Task<T> IDatabase<SqliteSession>.WriteInTurn<T>(Func<SqliteSession, Task<T>> work, CancellationToken cancellationToken) => Write(session => Done(work(session)), cancellationToken);

    Task<int> IDatabase<SqliteSession>.WriteOne(string sql, Func<DateTimeOffset, object> arguments, CancellationToken cancellationToken) =>
        Write(session => session.Execute(sql, SqliteArguments.Of(arguments(session.Now))), cancellationToken);

    Task<T> IDatabase<SqliteSession>.Read<T>(Func<SqliteSession, Task<T>> work, CancellationToken cancellationToken) => Read(session => Done(work(session)), cancellationToken);

    /// <summary>Opens a connection with the settings that every connection must have.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            connection.CreateFunction(SqliteWords.LowerFunction, (string? word) => word?.ToLowerInvariant(), isDeterministic: true);
            using var command = connection.CreateCommand();
            // synchronous = FULL: in WAL mode the lighter NORMAL may lose the last commits when the power goes, and a webhook is
            // answered 200 after its commit. temp_store = MEMORY keeps personal data out of temporary files. secure_delete overwrites what is
            // deleted: a person who was removed must not stand in a free page for whoever copies the file.
            command.CommandText = string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA busy_timeout = {(int)LockTimeout.TotalMilliseconds}; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA cache_size = -16384;");
            command.ExecuteNonQuery();
            if (options.Value.MaxPages is { } pages)
            {
                command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages};");
                command.ExecuteNonQuery();
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Folds the write-ahead log into the file and empties it, so that it holds no former content of the file's pages. Readers that are at
    /// work may keep it from that; it is tried again for as long as <see cref="LockTimeout"/>.
    /// </summary>
    /// <returns>False when they did.</returns>
    public Task<bool> EmptyLog(CancellationToken cancellationToken) => Scheduled(
        _writer,
        () => Guard(() =>
        {
            using var connection = Open();
            return EmptyLog(connection);
        }),
        cancellationToken);

    /// <summary>
    /// Writes the file anew, and empties the log. secure_delete overwrites a row where it stood last, but not where it stood before SQLite moved it
    /// from one page to another: such copies stay in the unused space of pages that many rows were added to.
    /// </summary>
    public Task<bool> Compact(bool mayTakeLong, CancellationToken cancellationToken) => new FileInfo(Path).Length > LargeFile && !mayTakeLong
        ? LeaveForLater(cancellationToken)
        : Scheduled(
            _writer,
            () => Guard(() =>
            {
                using var connection = Open();
                using var command = connection.CreateCommand();
                command.CommandText = new FileInfo(Path).Length > LargeFile ? "PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY;" : "VACUUM;";
                command.ExecuteNonQuery();
                return EmptyLog(connection);
            }),
            cancellationToken);

    /// <summary>Runs a read in a transaction of the caller's when it is its turn among the readers, with the errors of the database explained.</summary>
    public Task<T> ReadTurn<T>(Func<T> work, CancellationToken cancellationToken) => Scheduled(_readers, () => Guard(work), cancellationToken);

    /// <summary>Runs something outside of a transaction, with the errors of the database explained.</summary>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception) when (SqliteFault.Translate(exception, Path) is { } fault)
        {
            throw fault;
        }
    }

    public void Dispose()
    {
        // Closes the pooled connections: the last one to close folds the write-ahead log into the file.
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
        _writer.Dispose();
        _readers.Dispose();
    }

    private static bool EmptyLog(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
        using var answer = command.ExecuteReader();

        // The first column says whether it was kept from it.
        return answer.Read() && answer.GetInt64(0) == 0;
    }

    private async Task<bool> LeaveForLater(CancellationToken cancellationToken)
    {
        await EmptyLog(cancellationToken).ConfigureAwait(false);
        return false;
    }

    // It awaits nothing but the session, which has no asynchronous calls.
    private static T Done<T>(Task<T> work) => work.GetAwaiter().GetResult();

    private async Task<T> Scheduled<T>(SemaphoreSlim gate, Func<T> work, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, options.Value.Scheduler).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private static T Locked<T>(SemaphoreSlim gate, Func<T> work)
    {
        gate.Wait();
        try
        {
            return work();
        }
        finally
        {
            gate.Release();
        }
    }

    // BEGIN IMMEDIATE: a transaction that reads before it writes would otherwise fail, not wait, when another process writes first.
    private T WriteNow<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) => Run(work, deferred: false, cancellationToken);

    private T Run<T>(Func<SqliteSession, T> work, bool deferred, CancellationToken cancellationToken) => Guard(() =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = Open();
        using var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred);
        var session = new SqliteSession(connection, transaction, time.GetUtcNow(), cancellationToken);
        var result = work(session);
        FeedWriter.Write(session).GetAwaiter().GetResult();
        transaction.Commit();
        return result;
    });
}
