namespace Jobvite.Storage.Sqlite;

/// <summary>Lists sorted by a word: without regard to the case of ASCII letters, byte by byte.</summary>
internal static class SqliteWords
{
    /// <param name="column">Constant.</param>
    public static ListOrder Order(string column) => new($"lower(substr(coalesce({column}, ''), 1, 100))", "jobvite_id");
}
