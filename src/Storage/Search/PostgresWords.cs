namespace Jobvite.Storage.Postgres;

/// <summary>Lists sorted by a word, the same on every server: without regard to case, byte by byte.</summary>
internal static class PostgresWords
{
    /// <param name="column">Constant.</param>
    public static ListOrder Order(string column) => new($"(lower(left(coalesce({column}, ''), 100)) COLLATE \"C\")", "jobvite_id");
}
