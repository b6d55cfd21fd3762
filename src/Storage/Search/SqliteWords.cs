using System.Text;

namespace Jobvite.Storage.Sqlite;

/// <summary>Lists sorted by a word: without regard to the case of ASCII letters, byte by byte. And equal words, without regard to any case.</summary>
internal static class SqliteWords
{
    /// <summary>A function that every connection has: SQLite's own knows the case of ASCII letters only.</summary>
    public const string LowerFunction = "lower_word";

    /// <param name="column">Constant.</param>
    public static ListOrder Order(string column) => new($"lower(substr(coalesce({column}, ''), 1, 100))", "jobvite_id");

    /// <summary>Compares a column with a parameter; by its index where the value is plain ASCII, as nearly all are.</summary>
    public static string IsEqual(string column, string parameter, string? value) => value is null || Ascii.IsValid(value)
        ? $"{column} = {parameter} COLLATE NOCASE"
        : $"{LowerFunction}({column}) = {LowerFunction}({parameter})";
}
