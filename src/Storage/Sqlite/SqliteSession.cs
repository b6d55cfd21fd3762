using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Jobvite.Storage.Sqlite;

/// <summary>The statements of one transaction. Asks between statements whether the caller still wants them.</summary>
internal sealed class SqliteSession(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken) : ISession
{
    /// <summary>When the transaction began; every row it writes carries this time.</summary>
    public DateTimeOffset Now => now;

    public ChangeBuffer Changes { get; } = new();

    public static string IsAmong(string rows) => $"rowid IN (SELECT rowid FROM {rows})";

    public static string IsOneOf(string parameter) => $"IN (SELECT value FROM json_each({parameter}))";

    public static string Milliseconds(string from, string until) => $"({until} - {from})";

    public static string SkipLocked(string table) => "";

    public static bool KeepsLog => true;

    public static string HoldsOneOf(string column, string parameter) =>
        $"EXISTS (SELECT 1 FROM json_each({parameter}) AS one WHERE instr({column}, CAST(one.value AS BLOB)) > 0)";

    /// <summary>Runs a statement; for a list of arguments once for each, prepared once.</summary>
    public int Execute(string sql, object? arguments = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return connection.Execute(sql, arguments, transaction);
    }

    /// <summary>Runs a statement once for each row, prepared once.</summary>
    public void ExecuteEach<T>(string sql, IReadOnlyList<Column<T>> columns, IEnumerable<T> rows) =>
        ForEach(sql, columns, rows, (command, _) => command.ExecuteNonQuery());

    /// <summary>Runs a query once for each row, prepared once, and shows what it finds.</summary>
    public void QueryEach<T>(string sql, IReadOnlyList<Column<T>> columns, IEnumerable<T> rows, Action<T, DbDataReader> show) =>
        ForEach(sql, columns, rows, (command, row) =>
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                show(row, reader);
            }
        });

    public T? Scalar<T>(string sql, object? arguments = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return connection.ExecuteScalar<T>(sql, arguments, transaction);
    }

    /// <summary>Reads all rows of a statement.</summary>
    public List<T> Query<T>(string sql, object? arguments, Func<DbDataReader, T> map)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var reader = (DbDataReader)connection.ExecuteReader(sql, arguments, transaction);
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>Reads at most one row.</summary>
    public T? QueryFirst<T>(string sql, object? arguments, Func<DbDataReader, T> map)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var reader = (DbDataReader)connection.ExecuteReader(sql, arguments, transaction);
        return reader.Read() ? map(reader) : null;
    }

    private void ForEach<T>(string sql, IReadOnlyList<Column<T>> columns, IEnumerable<T> rows, Action<SqliteCommand, T> run)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var command = new SqliteCommand(sql, connection, transaction);
        SqliteParameter[] parameters = [.. columns.Select(column => new SqliteParameter { ParameterName = $"@{column.Name}" })];
        command.Parameters.AddRange(parameters);
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = columns[i].ToSqlite(row) ?? DBNull.Value;
            }

            run(command, row);
        }
    }

    // One writes at a time, and sees what the one before has left.
    Task<List<T>> ISession.QueryShielded<T>(string[] companies, string sql, object arguments, Func<DbDataReader, T> map) =>
        Task.FromResult(Query(sql, SqliteArguments.Of(arguments), map));

    Task ISession.BeginErasure(string companyId) => Task.CompletedTask;

    Task ISession.QueueIfRetried(string companyId) => Task.CompletedTask;

    Task<int> ISession.Execute(string sql, object? arguments) => Task.FromResult(Execute(sql, SqliteArguments.Of(arguments)));

    Task ISession.AddAll<T>(string table, IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows)
    {
        ExecuteEach(ColumnSql.Insert(table, columns), columns, rows);
        return Task.CompletedTask;
    }

    Task<T?> ISession.Scalar<T>(string sql, object? arguments)
        where T : default => Task.FromResult(Scalar<T>(sql, SqliteArguments.Of(arguments)));

    Task<List<T>> ISession.Query<T>(string sql, object? arguments, Func<DbDataReader, T> map) => Task.FromResult(Query(sql, SqliteArguments.Of(arguments), map));

    Task<T?> ISession.QueryFirst<T>(string sql, object? arguments, Func<DbDataReader, T> map)
        where T : class => Task.FromResult(QueryFirst(sql, SqliteArguments.Of(arguments), map));
}
