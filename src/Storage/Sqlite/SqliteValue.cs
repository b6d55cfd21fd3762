using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Jobvite.Storage.Sqlite;

/// <summary>How values are written to and read from columns; see the head of <c>0001_records.sql</c>.</summary>
internal static class SqliteValue
{
    private const string DateFormat = "yyyy-MM-dd";

    public static long ToColumn(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static long? ToColumn(this DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    public static string? ToColumn(this DateOnly? date) => date?.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static string? ToColumn(this decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string ToColumn(this Guid id) => id.ToString();

    /// <summary>A list for <c>json_each</c>: one parameter, whatever its length.</summary>
    public static string ToColumn(this IEnumerable<string> ids) => JsonSerializer.Serialize(ids);

    /// <inheritdoc cref="ToColumn(IEnumerable{string})"/>
    public static string ToColumn(this IEnumerable<Guid> ids) => JsonSerializer.Serialize(ids);

    public static string? Text(this DbDataReader row, string column) => row[column] as string;

    public static string RequiredText(this DbDataReader row, string column) => (string)row[column];

    public static Guid Id(this DbDataReader row, string column = "id") => Guid.Parse((string)row[column]);

    public static long Integer(this DbDataReader row, string column) => (long)row[column];

    public static int Number(this DbDataReader row, string column) => checked((int)(long)row[column]);

    public static int? OptionalNumber(this DbDataReader row, string column) => row[column] is long number ? checked((int)number) : null;

    public static bool Flag(this DbDataReader row, string column) => (long)row[column] != 0;

    public static bool? OptionalFlag(this DbDataReader row, string column) => row[column] is long flag ? flag != 0 : null;

    public static DateTimeOffset Time(this DbDataReader row, string column) => DateTimeOffset.FromUnixTimeMilliseconds((long)row[column]);

    public static DateTimeOffset? OptionalTime(this DbDataReader row, string column) =>
        row[column] is long time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

    public static DateOnly? OptionalDate(this DbDataReader row, string column) =>
        row[column] is string date ? DateOnly.ParseExact(date, DateFormat, CultureInfo.InvariantCulture) : null;

    public static decimal? OptionalDecimal(this DbDataReader row, string column) =>
        row[column] is string number ? decimal.Parse(number, CultureInfo.InvariantCulture) : null;
}
