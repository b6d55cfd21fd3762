using Npgsql;
using NpgsqlTypes;

namespace Jobvite.Storage.Postgres;

/// <summary>A column of a table of records: its name, its type and where its value comes from.</summary>
internal abstract class PostgresColumn<TRow>(string name)
    where TRow : class, IRecordRow
{
    public string Name => name;

    /// <summary>Sends one row's value of a COPY.</summary>
    public abstract Task Send(PostgresImport import, PostgresWrite<TRow> row);

    /// <summary>The values of all rows as one array.</summary>
    public abstract NpgsqlParameter ToArray(IReadOnlyList<PostgresWrite<TRow>> rows);
}

/// <inheritdoc/>
internal sealed class PostgresColumn<TRow, TValue>(string name, NpgsqlDbType type, Func<PostgresWrite<TRow>, TValue> value) : PostgresColumn<TRow>(name)
    where TRow : class, IRecordRow
{
    public override Task Send(PostgresImport import, PostgresWrite<TRow> row) => import.Value(value(row), type);

    public override NpgsqlParameter ToArray(IReadOnlyList<PostgresWrite<TRow>> rows) => new NpgsqlParameter<TValue[]>
    {
        TypedValue = [.. rows.Select(value)],
        NpgsqlDbType = NpgsqlDbType.Array | type,
    };
}
