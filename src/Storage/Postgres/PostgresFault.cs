using System.Net.Sockets;
using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// The one place where PostgreSQL's error codes become sentences for a person (postgresql.org/docs/current/errcodes-appendix.html).
/// Never quotes the server's text: it may hold values of rows.
/// </summary>
internal static class PostgresFault
{
    private const string IdleInTransaction = "25P03";

    /// <summary>What to call the database in messages: never the user or the password.</summary>
    public static string Name(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return parts.Host is { } host && host.StartsWith('/') ? $"{parts.Database} at {host}" : $"{parts.Database} at {parts.Host}:{parts.Port}";
    }

    /// <summary>Null when the error is a mistake of this program, which must not be dressed up as the operator's.</summary>
    public static StorageUnavailableException? Translate(Exception exception, string name) => Explain(exception, name) is { } message
        ? new StorageUnavailableException(message, exception)
        : null;

    private static string? Explain(Exception exception, string name) => exception switch
    {
        PostgresException error => Explain(error.SqlState, name),
        PostgresConflictException => $"Other processes keep changing the same rows of the database {name}. Nothing was stored; try again.",
        NpgsqlException { InnerException: TimeoutException } error when error.Message.Contains("pool", StringComparison.OrdinalIgnoreCase) =>
            $"All connections of this process to the database {name} are in use. Raise Maximum Pool Size in the connection string (100 when it is not there), or find what keeps them busy.",
        NpgsqlException { InnerException: TimeoutException } => $"The database {name} did not answer in time. Check its load and the network.",
        NpgsqlException or SocketException or TimeoutException =>
            $"The database {name} cannot be reached, or the connection broke. Check that it runs, that Host and Port are right, and the network and TLS settings.",
        _ => null,
    };

    private static string? Explain(string code, string name) => code switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"The database {name} refused the user or the password. Correct Username and Password in the connection string.",
        PostgresErrorCodes.InvalidCatalogName => $"There is no such database: {name}. Create it (CREATE DATABASE), or correct Database in the connection string.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn =>
            $"The database {name} has no tables of this program yet, or older ones. Start the program so that it migrates them, or name another database.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"The database user may not do this in {name}. Make it the owner of the database, or grant it USAGE and CREATE on the schema.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"The database {name} is read-only. Name the primary server, not a standby, and check default_transaction_read_only.",
        PostgresErrorCodes.TooManyConnections =>
            $"The database {name} takes no more connections. Raise max_connections, or lower Maximum Pool Size in the connection strings.",
        PostgresErrorCodes.DiskFull => $"There is no space left for the database {name}. Free some space on its disk; the last write was taken back as a whole.",
        PostgresErrorCodes.OutOfMemory => $"The server of the database {name} has not enough memory.",
        PostgresErrorCodes.LockNotAvailable => $"A lock in the database {name} was not given up in time. Look for a long transaction in pg_stat_activity.",
        PostgresErrorCodes.QueryCanceled => $"A statement in the database {name} took too long and was ended. Check its load and statement_timeout.",
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure =>
            $"Other processes keep changing the same rows of the database {name}. Nothing was stored; try again.",
        PostgresErrorCodes.IoError => $"The disk of the database {name} reported an error. Check the server's log, the disk and its free space.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => $"The database {name} is damaged. Stop the program and restore the last backup.",
        IdleInTransaction => $"The database {name} ended a transaction that had stood still for too long. Nothing of it was stored.",
        _ when IsOf("08", code) || IsOf("57P", code) =>
            $"The database {name} is starting, stopping, or closed the connection. It is tried again with the next request.",
        _ when IsOf("28", code) => $"The database {name} refused the connection. Check the user, pg_hba.conf and the TLS settings.",
        _ when IsOf("53", code) => $"The server of the database {name} lacks a resource. Look into its log.",
        _ when IsOf("58", code) => $"The server of the database {name} reported a system error. Look into its log.",
        _ => null,
    };

    private static bool IsOf(string family, string code) => code.StartsWith(family, StringComparison.Ordinal);
}
