using System.Data;
using Dapper;
using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>Runs work in transactions, does it again when another writer came in between, and explains errors.</summary>
internal sealed class PostgresDatabase(NpgsqlDataSource source, TimeProvider time) : IDatabase<PostgresSession>, IDisposable
{
    private const int Attempts = 10;

    // Refreshes that are under way at once. More would not end sooner: they wait for each other wherever the log of webhooks grows, each
    // wants a connection, and whoever stores a webhook waits behind all of them (measured: fifty companies' refreshes, 1.7 s).
    private static readonly int AtOnce = Math.Max(4, Environment.ProcessorCount * 2);

    private readonly SemaphoreSlim _turns = new(AtOnce);

    private readonly string _name = PostgresFault.Name(source.ConnectionString);

    public NpgsqlDataSource Source => source;

    /// <inheritdoc/>
    public async Task<T> Write<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Run(work, IsolationLevel.ReadCommitted, attempt, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsConflict(exception) && attempt < Attempts)
            {
                // Whoever won has committed, so there is nothing to wait for. From the second attempt on the session queues.
            }
            catch (Exception exception) when (PostgresFault.Translate(exception, _name) is { } fault)
            {
                throw fault;
            }
        }
    }

    /// <inheritdoc cref="Write{T}(Func{PostgresSession, Task{T}}, CancellationToken)"/>
    public Task Write(Func<PostgresSession, Task> work, CancellationToken cancellationToken) => Write(
        async session =>
        {
            await work(session).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// For what reads or settles many webhooks at once, as every refresh does. Takes its turn; not to be called from within such work.
    /// </summary>
    public async Task<T> InTurn<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public Task<T> WriteInTurn<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancellationToken) => InTurn(() => Write(work, cancellationToken), cancellationToken);

    /// <summary>Runs one statement that needs no transaction around it.</summary>
    /// <param name="statement">The statement, given the time that its rows carry.</param>
    /// <param name="cancellationToken">Ends the waiting for a connection.</param>
    public Task<T> WriteOne<T>(Func<NpgsqlConnection, DateTimeOffset, Task<T>> statement, CancellationToken cancellationToken) => Guard(async () =>
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        return await statement(connection, Time()).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public Task<int> WriteOne(string sql, Func<DateTimeOffset, object> arguments, CancellationToken cancellationToken) => WriteOne(
        (connection, now) => connection.ExecuteAsync(new CommandDefinition(sql, arguments(now), cancellationToken: cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public Task<T> Read<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancellationToken) =>
        Guard(() => Run(work, IsolationLevel.RepeatableRead, 1, cancellationToken));

    public Task<bool> Compact(bool mayTakeLong, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Runs something outside of a transaction, with the errors of the database explained.</summary>
    public async Task<T> Guard<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresFault.Translate(exception, _name) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>One statement for callers that cannot wait asynchronously.</summary>
    public T Now<T>(Func<NpgsqlConnection, T> work)
    {
        try
        {
            using var connection = source.OpenConnection();
            return work(connection);
        }
        catch (Exception exception) when (PostgresFault.Translate(exception, _name) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>The time in whole milliseconds, as it is stored.</summary>
    public DateTimeOffset Time() => time.GetUtcNow().ToColumn();

    public void Dispose() => _turns.Dispose();

    /// <summary>An error about this database.</summary>
    public StorageUnavailableException Unavailable(Func<string, string> message, Exception? cause = null) => new(message(_name), cause);

    private static bool IsConflict(Exception exception) => exception
        is PostgresConflictException
        or PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    private async Task<T> Run<T>(Func<PostgresSession, Task<T>> work, IsolationLevel isolation, int attempt, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(isolation, cancellationToken).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        var session = new PostgresSession(connection, transaction, Time(), attempt, cancellationToken);
        var result = await work(session).ConfigureAwait(false);
        await FeedWriter.Write(session).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // Not cancelled half-way: the caller could not know what became of it.
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }
}

/// <summary>Somebody else changed what this transaction had read. It is taken back and done again; nobody outside of the store sees this.</summary>
internal sealed class PostgresConflictException() : Exception("The rows were changed by another transaction.");
