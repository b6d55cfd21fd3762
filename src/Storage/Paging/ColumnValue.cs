using System.Data.Common;
using System.Globalization;

namespace Jobvite.Storage;

/// <summary>
/// Reads columns of either provider. PostgreSQL has types for times, dates, ids, flags and decimals; SQLite stores them as numbers and
/// text (see the head of its <c>0001_records.sql</c>).
/// </summary>
internal static class ColumnValue
{
    public const string DateFormat = "yyyy-MM-dd";

    public static string? Text(this DbDataReader row, string column) => row[column] as string;

    /// <summary>By its place: to find a column by its name takes longer than to read it, which tells in a page of candidates.</summary>
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset? OptionalTime(this DbDataReader row, int column) => Time(row[column]);

    public static bool? OptionalFlag(this DbDataReader row, int column) => Flag(row[column]);

    public static string RequiredText(this DbDataReader row, string column) => (string)row[column];

    public static Guid Id(this DbDataReader row, string column = "id") => row[column] is Guid id ? id : Guid.Parse((string)row[column]);

    public static Guid? OptionalId(this DbDataReader row, string column) => row[column] is DBNull ? null : row.Id(column);

    public static long Integer(this DbDataReader row, string column) => Convert.ToInt64(row[column], CultureInfo.InvariantCulture);

    public static long? OptionalInteger(this DbDataReader row, string column) => row[column] is DBNull ? null : row.Integer(column);

    public static int Number(this DbDataReader row, string column) => checked((int)row.Integer(column));

    public static int? OptionalNumber(this DbDataReader row, string column) => row[column] is DBNull ? null : row.Number(column);

    public static bool Flag(this DbDataReader row, string column) => row.OptionalFlag(column) ?? throw new InvalidCastException($"{column} is null.");

    public static bool? OptionalFlag(this DbDataReader row, string column) => Flag(row[column]);

    public static DateTimeOffset Time(this DbDataReader row, string column) => row.OptionalTime(column) ?? throw new InvalidCastException($"{column} is null.");

    public static DateTimeOffset? OptionalTime(this DbDataReader row, string column) => Time(row[column]);

    public static DateOnly? OptionalDate(this DbDataReader row, string column) => row[column] switch
    {
        DateOnly date => date,
        DateTime date => DateOnly.FromDateTime(date),
        string date => DateOnly.ParseExact(date, DateFormat, CultureInfo.InvariantCulture),
        _ => null,
    };

    public static decimal? OptionalDecimal(this DbDataReader row, string column) => row[column] switch
    {
        decimal number => number,
        string number => decimal.Parse(number, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static bool? Flag(object value) => value switch
    {
        bool flag => flag,
        long flag => flag != 0,
        _ => null,
    };

    private static DateTimeOffset? Time(object value) => value switch
    {
        long milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        DateTime time => new DateTimeOffset(time),
        _ => null,
    };
}
