using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// Changes the schema of a database that is in use. Everything runs in the session that holds the lock of migrations: when the process is
/// killed, the server keeps the lock until the statement that it is at has ended.
/// </summary>
internal sealed partial class MigrationSession(NpgsqlConnection connection, ILogger logger)
{
    // Whoever comes after a statement that waits for a table waits as well, so it waits for less than anybody notices. A step takes two
    // tables at most.
    private const string ShortWait = "SET LOCAL lock_timeout = '400ms'";

    // Nobody waits behind a CONCURRENTLY, which itself waits for every transaction that is under way. A process that is stopped in the
    // middle of a step must not keep its locks.
    private const string Settings = """
        SET statement_timeout = 0;
        SET idle_in_transaction_session_timeout = '10s';
        SET max_parallel_maintenance_workers = 0;
        SET lock_timeout = 0
        """;

    private const string IsValid = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(@index)";

    // There while a script is under way, and gone with its last step.
    private const string CreateNotes = "CREATE TABLE IF NOT EXISTS schema_steps (scriptname text PRIMARY KEY, done integer NOT NULL)";

    private const string ReadNote = "SELECT done FROM schema_steps WHERE scriptname = @script";

    private const string Note = "INSERT INTO schema_steps VALUES (@script, @done) ON CONFLICT (scriptname) DO UPDATE SET done = excluded.done";

    /// <summary>Belongs into the transaction that notes the whole script.</summary>
    public const string ForgetSteps = "DROP TABLE schema_steps";

    private const int Attempts = 60;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public Task Begin(CancellationToken cancellationToken) => Execute(Settings, null, cancellationToken);

    /// <summary>Runs the steps of a script that have not been run yet.</summary>
    public async Task Run(string script, IReadOnlyList<MigrationStep> steps, CancellationToken cancellationToken)
    {
        await Execute(CreateNotes, null, cancellationToken).ConfigureAwait(false);
        var done = await connection.ExecuteScalarAsync<int>(Command(ReadNote, new { script }, cancellationToken)).ConfigureAwait(false);
        for (var i = done; i < steps.Count; i++)
        {
            LogStep(logger, script, i + 1, steps.Count);
            await Run(steps[i], Command(Note, new { script, done = i + 1 }, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether every index that the steps make is there and complete.</summary>
    public async Task<bool> Has(IReadOnlyList<MigrationStep> steps, CancellationToken cancellationToken)
    {
        foreach (var index in steps.Select(step => step.Index).OfType<string>())
        {
            if (await IsComplete(index, cancellationToken).ConfigureAwait(false) is not true)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Runs steps that may be run again.</summary>
    public async Task Run(IReadOnlyList<MigrationStep> steps, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            await Run(step, null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does work again, after a pause, while somebody else has what it needs. Gives up after about ten minutes.</summary>
    public async Task<T> Retry<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(500);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (PostgresException exception) when (
                exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected && attempt < Attempts)
            {
                LogWait(logger, exception.SqlState, pause.TotalSeconds);
            }

            // Real time on purpose: the other sessions live in it.
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task Run(MigrationStep step, CommandDefinition? note, CancellationToken cancellationToken)
    {
        int rows;
        do
        {
            rows = await Retry(() => step.IsConcurrent ? RunConcurrently(step, note, cancellationToken) : RunInTransaction(step, note, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }
        while (step.IsBatch && rows > 0);
    }

    private async Task<int> RunConcurrently(MigrationStep step, CommandDefinition? note, CancellationToken cancellationToken)
    {
        if (step.Index is not { } index)
        {
            await Execute(step.Sql, null, cancellationToken).ConfigureAwait(false);
        }
        else if (await IsComplete(index, cancellationToken).ConfigureAwait(false) is not true and var complete)
        {
            if (complete is false)
            {
                // What an attempt that broke off has left behind: the server keeps it up to date and never reads it.
                await Execute($"DROP INDEX CONCURRENTLY IF EXISTS {index}", null, cancellationToken).ConfigureAwait(false);
            }

            await Execute(step.Sql, null, cancellationToken).ConfigureAwait(false);
        }

        if (note is { } command)
        {
            await connection.ExecuteAsync(command).ConfigureAwait(false);
        }

        return 0;
    }

    private async Task<int> RunInTransaction(MigrationStep step, CommandDefinition? note, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        foreach (var table in step.LockedTables)
        {
            await Execute(KeepVacuumAway(table), null, cancellationToken).ConfigureAwait(false);
        }

        await Execute(ShortWait, null, cancellationToken).ConfigureAwait(false);
        var rows = await Execute(step.Sql, null, cancellationToken).ConfigureAwait(false);
        if (note is { } command && !(step.IsBatch && rows > 0))
        {
            await connection.ExecuteAsync(command).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <summary>Null when there is no such index.</summary>
    private Task<bool?> IsComplete(string index, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool?>(Command(IsValid, new { index }, cancellationToken));

    private Task<int> Execute(string sql, object? arguments, CancellationToken cancellationToken) => connection.ExecuteAsync(Command(sql, arguments, cancellationToken));

    // This lock keeps neither readers nor writers waiting, so there is time. It ends an autovacuum, which gives way after a second
    // (deadlock_timeout) and would let no short wait succeed.
    private static string KeepVacuumAway(string table) => $"SET LOCAL lock_timeout = '10s'; LOCK TABLE {table} IN SHARE UPDATE EXCLUSIVE MODE";

    private static CommandDefinition Command(string sql, object? arguments, CancellationToken cancellationToken) =>
        new(sql, arguments, commandTimeout: 0, cancellationToken: cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Migration {Script}: step {Step} of {Steps}")]
    private static partial void LogStep(ILogger logger, string script, int step, int steps);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A migration waits for other sessions (SQLSTATE {SqlState}) and goes on in {Seconds} s. If this repeats, look for a long transaction in pg_stat_activity.")]
    private static partial void LogWait(ILogger logger, string sqlState, double seconds);
}
