using System.Globalization;
using System.Text.Json;

namespace Jobvite.Storage.Sqlite;

/// <summary>How values are written to columns; see the head of <c>0001_records.sql</c>.</summary>
internal static class SqliteValue
{
    public static long ToColumn(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static long? ToColumn(this DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    public static string? ToColumn(this DateOnly? date) => date?.ToString(ColumnValue.DateFormat, CultureInfo.InvariantCulture);

    public static string? ToColumn(this decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string ToColumn(this Guid id) => id.ToString();

    /// <summary>A list for <c>json_each</c>: one parameter, whatever its length.</summary>
    public static string ToColumn(this IEnumerable<string> ids) => JsonSerializer.Serialize(ids);

    /// <inheritdoc cref="ToColumn(IEnumerable{string})"/>
    public static string ToColumn(this IEnumerable<Guid> ids) => JsonSerializer.Serialize(ids);
}
