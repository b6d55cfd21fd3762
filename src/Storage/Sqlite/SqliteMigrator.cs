using Dapper;
using DbUp;
using DbUp.Sqlite;
using Microsoft.Data.Sqlite;

namespace Jobvite.Storage.Sqlite;

/// <summary>Applies the numbered scripts beside this file, all in one transaction.</summary>
internal sealed class SqliteMigrator(SqliteDatabase database) : IStorageMigrator
{
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(100);

    public async Task Migrate(CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(database.Path)!;
        if (!Directory.Exists(directory))
        {
            throw new StorageUnavailableException($"The directory {directory} does not exist. Create it, or name a database in one that exists.");
        }

        using var held = await Lock(cancellationToken).ConfigureAwait(false);
        await Task.Run(Apply, cancellationToken).ConfigureAwait(false);
    }

    private static List<string> Applied(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = @Journal", new { MigrationScripts.Journal }) == 0
            ? []
            : [.. connection.Query<string>($"SELECT ScriptName FROM {MigrationScripts.Journal} ORDER BY ScriptName")];

    private bool Apply()
    {
        CreateFile();
        return database.Guard(() =>
        {
            var scripts = MigrationScripts.Of("Sqlite");
            using (var connection = database.Open())
            {
                MigrationScripts.RefuseNewer(Applied(connection), scripts);
                connection.Execute("PRAGMA journal_mode = WAL");
            }

            var result = DeployChanges.To.SqliteDatabase(database.ConnectionString)
                .WithScripts(scripts)
                .WithVariablesDisabled()
                .JournalTo((connection, log) => new SqliteTableJournal(connection, log, MigrationScripts.Journal))
                .WithTransaction()
                .LogToNowhere()
                .Build()
                .PerformUpgrade();
            return result.Successful ? true : throw result.Error;
        });
    }

    // SQLite gives the -wal and -shm files the permissions of the database, so this one file decides. It is made only when it is not
    // there: closing any handle of a file drops every POSIX lock that this process holds on it, SQLite's included.
    private void CreateFile()
    {
        if (File.Exists(database.Path))
        {
            return;
        }

        try
        {
            new FileStream(database.Path, OwnersOnly(FileShare.Read)).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }
    }

    private static FileStreamOptions OwnersOnly(FileShare share)
    {
        var file = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return file;
    }

    private async Task<FileStream> Lock(CancellationToken cancellationToken)
    {
        var path = database.Path + ".migrating";
        // Real time on purpose: the other process lives in it.
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                var file = new FileStream(path, OwnersOnly(FileShare.None));
                if (!OperatingSystem.IsWindows())
                {
                    // Earlier versions made it readable for everybody.
                    File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                }

                return file;
            }
            catch (UnauthorizedAccessException exception)
            {
                throw NotWritable(exception);
            }
            catch (IOException exception) when (!File.Exists(path))
            {
                throw NotWritable(exception);
            }
            catch (IOException exception) when (TimeProvider.System.GetElapsedTime(start) >= LockWait)
            {
                throw new StorageUnavailableException($"Another process has been migrating the database {database.Path} for more than {LockWait.TotalSeconds} s. Wait for it, or stop it.", exception);
            }
            catch (IOException)
            {
                await Task.Delay(LockRetry, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private StorageUnavailableException NotWritable(Exception exception) => new(
        $"The database {database.Path} cannot be created or locked. Give the user that runs this program write access to its directory, and check that the disk has space.",
        exception);
}
