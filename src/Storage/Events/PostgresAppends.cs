using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// Stores webhooks of companies without suppressions by one statement (docs/adr/0043). A connection that does so shares a lock that an erasure
/// takes alone. While it has the lock nobody is erased, so what it has read about suppressions stays true. It gives the lock back after a
/// second, or when it has nothing to do.
/// </summary>
internal sealed class PostgresAppends(PostgresDatabase database) : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);

    // The system's time, also where a test has another: an erasure waits for it.
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly List<AppendConnection> _resting = [];
    private bool _isWatched;

    /// <summary>Runs the statement on a connection with the lock.</summary>
    /// <returns>False when it did not run: one of the companies has suppressions, or somebody is being erased.</returns>
    public async Task<bool> TryRun(IReadOnlyCollection<string> companies, Func<NpgsqlConnection, Task> statement, CancellationToken cancellationToken)
    {
        var one = Take() ?? new AppendConnection(await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false), _time);
        var isWhole = false;
        try
        {
            var isFree = await one.AreFree(companies, cancellationToken).ConfigureAwait(false);
            if (isFree)
            {
                await statement(one.Connection).ConfigureAwait(false);
            }

            isWhole = one.IsLocked;
            return isFree;
        }
        finally
        {
            if (isWhole)
            {
                Rest(one);
            }
            else
            {
                await Release(one).ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        foreach (var one in TakeIdle(TimeSpan.Zero))
        {
            Release(one).GetAwaiter().GetResult();
        }
    }

    private AppendConnection? Take()
    {
        lock (_gate)
        {
            if (_resting.Count == 0)
            {
                return null;
            }

            var last = _resting[^1];
            _resting.RemoveAt(_resting.Count - 1);
            return last;
        }
    }

    private void Rest(AppendConnection one)
    {
        one.RestsSince = _time.GetTimestamp();
        lock (_gate)
        {
            _resting.Add(one);
            if (_isWatched)
            {
                return;
            }

            _isWatched = true;
        }

        _ = Watch();
    }

    /// <summary>Takes the locks from connections that have nothing to do, until there are none.</summary>
    private async Task Watch()
    {
        while (true)
        {
            await Task.Delay(Idle, _time).ConfigureAwait(false);
            foreach (var one in TakeIdle(Idle))
            {
                await Release(one).ConfigureAwait(false);
            }

            lock (_gate)
            {
                if (_resting.Count == 0)
                {
                    _isWatched = false;
                    return;
                }
            }
        }
    }

    private List<AppendConnection> TakeIdle(TimeSpan idle)
    {
        lock (_gate)
        {
            var taken = _resting.FindAll(one => _time.GetElapsedTime(one.RestsSince) >= idle);
            _resting.RemoveAll(taken.Contains);
            return taken;
        }
    }

    /// <summary>Gives the connection back without the lock. If the lock cannot be given back, the connection is closed, and the lock goes with it.</summary>
    private async Task Release(AppendConnection one)
    {
        try
        {
            await one.Unlock().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            database.Source.Clear();
        }
        finally
        {
            await one.Connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}

/// <summary>A connection with its lock, and what it knows as long as it has that.</summary>
internal sealed class AppendConnection(NpgsqlConnection connection, TimeProvider time)
{
    private const string TryLock = "SELECT pg_advisory_unlock_all(); SELECT pg_try_advisory_lock_shared(hashtextextended('erasure', 20250603));";
    private const string UnlockAll = "SELECT pg_advisory_unlock_all()";
    private const string Find = "SELECT DISTINCT company_id FROM suppressions WHERE company_id = ANY ($1)";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, bool> _areFree = new(StringComparer.Ordinal);
    private long _lockedAt;

    public NpgsqlConnection Connection => connection;

    /// <summary>Nobody is erased at the moment.</summary>
    public bool IsLocked { get; private set; }

    public long RestsSince { get; set; }

    /// <summary>Whether none of the companies has suppressions; false, too, when somebody is being erased.</summary>
    public async Task<bool> AreFree(IReadOnlyCollection<string> companies, CancellationToken cancellationToken)
    {
        if (IsLocked && time.GetElapsedTime(_lockedAt) > Longest)
        {
            IsLocked = false;
        }

        string[] unknown = IsLocked ? [.. companies.Where(company => !_areFree.ContainsKey(company))] : [.. companies];
        if (!IsLocked || unknown.Length > 0)
        {
            await Ask(unknown, cancellationToken).ConfigureAwait(false);
        }

        return IsLocked && companies.All(company => _areFree[company]);
    }

    public async Task Unlock()
    {
        IsLocked = false;
        using var command = new NpgsqlCommand(UnlockAll, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Gets the lock if it has none, and looks for the companies after that.</summary>
    private async Task Ask(string[] companies, CancellationToken cancellationToken)
    {
        if (!IsLocked)
        {
            _areFree.Clear();
            _lockedAt = time.GetTimestamp();
            if (!await Lock(cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            IsLocked = true;
        }

        using var command = new NpgsqlCommand(Find, connection) { Parameters = { new NpgsqlParameter<string[]> { TypedValue = companies } } };
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        foreach (var company in companies)
        {
            _areFree[company] = true;
        }

        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _areFree[reader.GetString(0)] = false;
        }
    }

    private async Task<bool> Lock(CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(TryLock, connection);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return reader.GetBoolean(0);
    }
}
