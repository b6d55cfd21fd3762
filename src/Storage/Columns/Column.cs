using Jobvite.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Jobvite.Storage;

/// <summary>A column that is written: its name and where its value comes from. A statement's parameter is called like its column.</summary>
/// <typeparam name="T">What a row is written from.</typeparam>
internal abstract class Column<T>(string name)
{
    public string Name => name;

    /// <summary>Sends one row's value of a COPY.</summary>
    public abstract Task Send(PostgresImport import, T row);

    /// <summary>One row's value.</summary>
    public abstract NpgsqlParameter ToParameter(T row);

    /// <summary>The values of all rows as one array.</summary>
    public abstract NpgsqlParameter ToArray(IReadOnlyList<T> rows);

    /// <summary>One row's value as SQLite keeps it.</summary>
    public abstract object? ToSqlite(T row);
}

/// <inheritdoc/>
internal sealed class Column<T, TValue>(string name, ColumnKind<TValue> kind, Func<T, TValue> value) : Column<T>(name)
{
    public override Task Send(PostgresImport import, T row) => import.Value(kind.ToPostgres(value(row)), kind.PostgresType);

    public override NpgsqlParameter ToParameter(T row) => new(Name, kind.PostgresType) { Value = (object?)kind.ToPostgres(value(row)) ?? DBNull.Value };

    public override NpgsqlParameter ToArray(IReadOnlyList<T> rows) => new NpgsqlParameter<TValue[]>
    {
        TypedValue = [.. rows.Select(row => kind.ToPostgres(value(row)))],
        NpgsqlDbType = NpgsqlDbType.Array | kind.PostgresType,
    };

    public override object? ToSqlite(T row) => kind.ToSqlite(value(row));
}
