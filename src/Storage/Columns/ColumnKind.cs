using Jobvite.Storage.Sqlite;
using NpgsqlTypes;

namespace Jobvite.Storage;

/// <summary>A kind of value, and how each database keeps it; see the head of either <c>0001_records.sql</c>.</summary>
internal sealed record ColumnKind<TValue>(NpgsqlDbType PostgresType, Func<TValue, TValue> ToPostgres, Func<TValue, object?> ToSqlite);

/// <summary>The kinds that there are.</summary>
internal static class ColumnKind
{
    /// <summary>Ids and hashes: what cannot hold a character that PostgreSQL refuses.</summary>
    public static readonly ColumnKind<string?> Key = new(NpgsqlDbType.Text, key => key, key => key);

    public static readonly ColumnKind<string?> Text = new(NpgsqlDbType.Text, StoredValue.ToColumn, text => text);

    public static readonly ColumnKind<DateTimeOffset?> Time = new(NpgsqlDbType.TimestampTz, StoredValue.ToColumn, time => SqliteValue.ToColumn(time));

    public static readonly ColumnKind<DateOnly?> Date = new(NpgsqlDbType.Date, date => date, SqliteValue.ToColumn);

    public static readonly ColumnKind<decimal?> Decimal = new(NpgsqlDbType.Numeric, number => number, SqliteValue.ToColumn);

    public static readonly ColumnKind<long?> Integer = new(NpgsqlDbType.Bigint, number => number, number => number);

    public static readonly ColumnKind<int?> Count = new(NpgsqlDbType.Integer, number => number, number => number);

    /// <summary>A small whole number that stands for one of a few things.</summary>
    public static readonly ColumnKind<short> Code = new(NpgsqlDbType.Smallint, code => code, code => code);

    public static readonly ColumnKind<short?> OptionalCode = new(NpgsqlDbType.Smallint, code => code, code => code);

    public static readonly ColumnKind<bool?> Flag = new(NpgsqlDbType.Boolean, flag => flag, flag => flag);

    public static readonly ColumnKind<Guid> Id = new(NpgsqlDbType.Uuid, id => id, SqliteValue.ToColumn);

    public static readonly ColumnKind<Guid?> OptionalId = new(NpgsqlDbType.Uuid, id => id, id => id?.ToColumn());

    public static readonly ColumnKind<byte[]?> Bytes = new(NpgsqlDbType.Bytea, bytes => bytes, bytes => bytes);
}
