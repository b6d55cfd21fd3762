using System.Diagnostics.CodeAnalysis;

namespace Jobvite.Storage;

/// <summary>What is stored of a value on either database; see the head of PostgreSQL's <c>0001_records.sql</c>.</summary>
internal static class StoredValue
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
