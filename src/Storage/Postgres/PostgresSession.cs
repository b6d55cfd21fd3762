using System.Data.Common;
using Dapper;
using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>The statements of one transaction.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset now, int attempt, CancellationToken cancellationToken) : ISession
{
    // The second number tells these locks from those of others in the same database.
    private const string Queue = "SELECT pg_advisory_xact_lock(hashtextextended(@companyId, 20250601))";

    // Whoever stores records or webhooks of a company shares it, and whoever erases a person has it alone. The second statement begins when
    // the first has the lock, so it sees every erasure that was committed before.
    private const string Shield = "SELECT pg_advisory_xact_lock_shared(hashtextextended(one, 20250602)) FROM unnest(@companies) AS one;";

    // First whoever stores webhooks without asking (PostgresAppends), for a second at most, and then the company's writers.
    private const string Erase = """
        SELECT pg_advisory_xact_lock(hashtextextended('erasure', 20250603));
        SELECT pg_advisory_xact_lock(hashtextextended(@companyId, 20250602));
        """;

    /// <summary>When the transaction began, in whole milliseconds; every row it writes carries this time.</summary>
    public DateTimeOffset Now => now;

    public ChangeBuffer Changes { get; } = new();

    public static string IsAmong(string rows) => $"ctid = ANY (ARRAY(SELECT ctid FROM {rows}))";

    public static string IsOneOf(string parameter) => $"= ANY ({parameter})";

    public static string Milliseconds(string from, string until) => $"CAST(extract(epoch FROM ({until} - {from})) * 1000 AS bigint)";

    public static string SkipLocked(string table) => $"FOR NO KEY UPDATE OF {table} SKIP LOCKED";

    /// <summary>The server's log is for its administrators to remove, like dead rows and backups: docs/privacy.md.</summary>
    public static bool KeepsLog => false;

    public static string HoldsOneOf(string column, string parameter) =>
        $"EXISTS (SELECT FROM unnest({parameter}) AS one (text) WHERE position(convert_to(one.text, 'UTF8') IN {column}) > 0)";

    public NpgsqlConnection Connection => connection;

    public NpgsqlTransaction Transaction => transaction;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Somebody else came in between, so this write begins anew.</summary>
    public bool IsRetry => attempt > 1;

    /// <summary>
    /// The first attempt of a write takes it that nobody else writes the same rows, which is so unless an actor runs twice. Those that
    /// were wrong line up, one at a time per company, instead of getting into each other's way again.
    /// </summary>
    public async Task QueueIfRetried(string companyId)
    {
        if (IsRetry)
        {
            await Execute(Queue, new { companyId }).ConfigureAwait(false);
        }
    }

    public Task<int> Execute(string sql, object? arguments = null) => connection.ExecuteAsync(Command(sql, arguments));

    /// <summary>Runs a statement for one row; it takes those of the columns that it names.</summary>
    public async Task<int> Execute<T>(string sql, IReadOnlyList<Column<T>> columns, T row)
    {
        using var command = new NpgsqlCommand(sql, connection, transaction);
        command.Parameters.AddRange(columns.Select(column => column.ToParameter(row)).ToArray());
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<T?> Scalar<T>(string sql, object? arguments = null) => connection.ExecuteScalarAsync<T>(Command(sql, arguments));

    /// <summary>Reads all rows of a statement.</summary>
    public async Task<List<T>> Query<T>(string sql, object? arguments, Func<DbDataReader, T> map)
    {
        var reader = await connection.ExecuteReaderAsync(Command(sql, arguments)).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public async Task<List<T>> QueryShielded<T>(string[] companies, string sql, object arguments, Func<DbDataReader, T> map)
    {
        var reader = await connection.ExecuteReaderAsync(Command($"{Shield} {sql}", arguments)).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    public Task BeginErasure(string companyId) => Execute(Erase, new { companyId });

    /// <summary>Reads at most one row.</summary>
    public async Task<T?> QueryFirst<T>(string sql, object? arguments, Func<DbDataReader, T> map)
        where T : class
    {
        var rows = await Query(sql, arguments, map).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Sends rows by COPY.</summary>
    /// <exception cref="PostgresConflictException">One of them is there already.</exception>
    public async Task Import<T>(string copy, IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows)
    {
        try
        {
            await PostgresImport.Send(connection, copy, columns, rows, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new PostgresConflictException();
        }
    }

    public Task AddAll<T>(string table, IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows) => Import(ColumnSql.Copy(table, columns), columns, rows);

    private CommandDefinition Command(string sql, object? arguments) => new(sql, arguments, transaction, cancellationToken: cancellationToken);
}
