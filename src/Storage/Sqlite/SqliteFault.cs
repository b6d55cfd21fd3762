using Microsoft.Data.Sqlite;

namespace Jobvite.Storage.Sqlite;

/// <summary>The one place where SQLite's error codes become sentences for a person (sqlite.org/rescode.html).</summary>
internal static class SqliteFault
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int OutOfMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Null when the error is a mistake of this program, which must not be dressed up as the operator's.</summary>
    public static StorageUnavailableException? Translate(SqliteException exception, string path) => Explain(exception, path) is { } message
        ? new StorageUnavailableException(message, exception)
        : null;

    private static string? Explain(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        1 when exception.Message.Contains("no such table", StringComparison.Ordinal) =>
            $"The database {path} has no tables yet, or not this program's. Start the program so that it creates them, or name another file.",
        Permission or ReadOnly => $"The database {path} cannot be written. Give the user that runs this program write access to the file and its directory.",
        Busy or Locked => $"The database {path} is locked by another process. Stop the other process that uses it; one database serves one process.",
        OutOfMemory => $"There is not enough memory to use the database {path}.",
        InputOutput => $"The disk reported an error while {path} was read or written. Check the disk and its free space.",
        Corrupt => $"The database {path} is damaged. Stop the program and restore the last backup.",
        Full => $"There is no space left for the database {path}. Free some space on its disk; the last write was taken back as a whole.",
        CannotOpen => $"The database {path} cannot be opened. Check that its directory exists and that the user that runs this program may use it.",
        NotADatabase => $"The file {path} is not a SQLite database, or is encrypted. Name another file, or restore the last backup.",
        _ => null,
    };
}
