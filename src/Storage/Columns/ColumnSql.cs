namespace Jobvite.Storage;

/// <summary>Statements that are made of columns.</summary>
internal static class ColumnSql
{
    public static string Insert<T>(string table, IReadOnlyList<Column<T>> columns) =>
        $"INSERT INTO {table} ({Names(columns)}) VALUES ({string.Join(", ", columns.Select(column => $"@{column.Name}"))})";

    public static string Copy<T>(string table, IReadOnlyList<Column<T>> columns) => $"COPY {table} ({Names(columns)}) FROM STDIN (FORMAT BINARY)";

    private static string Names<T>(IReadOnlyList<Column<T>> columns) => string.Join(", ", columns.Select(column => column.Name));
}
