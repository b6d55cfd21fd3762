using System.Diagnostics.CodeAnalysis;

namespace Jobvite.Storage.Postgres;

/// <summary>How values are written to columns; see the head of <c>0001_records.sql</c>.</summary>
internal static class PostgresValue
{
    /// <summary>UTC, cut to whole milliseconds.</summary>
    public static DateTimeOffset ToColumn(this DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <inheritdoc cref="ToColumn(DateTimeOffset)"/>
    public static DateTimeOffset? ToColumn(this DateTimeOffset? time) => time?.ToColumn();

    /// <summary>The one character that PostgreSQL's text cannot hold is left out: it must not cost the record, or the page, it came in.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? ToColumn(this string? text) => text is null || !text.Contains('\0', StringComparison.Ordinal)
        ? text
        : text.Replace("\0", "", StringComparison.Ordinal);
}
