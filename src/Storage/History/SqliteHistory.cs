namespace Jobvite.Storage.Sqlite;

/// <summary>Notes what is about to change of a table's stored rows, in the transaction that changes them.</summary>
internal sealed class SqliteHistory<TRow>
    where TRow : class, IRecordRow
{
    private readonly IReadOnlyList<Column<RecordWrite<TRow>>> _compared;
    private readonly ChangeSource<TRow> _source;
    private readonly string _replaced;
    private readonly string _revived;

    /// <param name="columns">Of the table.</param>
    /// <param name="source">How its changes are told.</param>
    public SqliteHistory(RecordColumns<TRow> columns, ChangeSource<TRow> source)
    {
        _source = source;
        _compared = [.. columns.All.Where(column => column.Name is "company_id" or "jobvite_id"), .. columns.InHistory];
        _replaced = $"""
            SELECT deleted_at IS NOT NULL, {source.State ?? "NULL"}, trim({string.Join(" || ", columns.InHistory.Select(column => $"CASE WHEN {column.Name} IS NOT @{column.Name} THEN ' {column.Name}' ELSE '' END"))})
            FROM {columns.Table} WHERE company_id = @company_id AND jobvite_id = @jobvite_id
            """;
        _revived = $"""
            SELECT {source.StoredColumns}
            FROM {columns.Table} WHERE company_id = @companyId AND jobvite_id IN (SELECT value FROM json_each(@ids)) AND deleted_at IS NOT NULL
            """;
    }

    /// <summary>Rows that get new content.</summary>
    public void NoteReplaced(SqliteSession session, string companyId, IReadOnlyList<RecordWrite<TRow>> rows)
    {
        if (rows.Count > 0)
        {
            session.QueryEach(_replaced, _compared, rows, (write, row) => session.Changes.Add(
                companyId, _source.Replaced(write.Change, write.Row, row.GetBoolean(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2))));
        }
    }

    /// <summary>Rows that lose their deletion mark and keep their content.</summary>
    public void NoteRevived(SqliteSession session, string companyId, string[] ids)
    {
        if (ids.Length > 0)
        {
            session.Changes.Add(companyId, session.Query(_revived, new { companyId, ids = ids.ToColumn() }, row => _source.Stored(row, ChangeKind.Restored)));
        }
    }
}
