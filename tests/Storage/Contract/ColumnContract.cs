namespace Jobvite.Storage.Tests;

public abstract class ColumnContract : StoreContract
{
    /// <summary>Columns of documents that only earlier versions wrote.</summary>
    protected virtual string[] FormerOfDocuments => [];

    /// <summary>A statement that names the columns of a table.</summary>
    protected abstract string ColumnsOf(string table);

    [Fact]
    public async Task Every_column_of_a_table_is_written()
    {
        await AssertWritten(JobColumns.Jobs.Table, JobColumns.Jobs.All, "deleted_at");
        await AssertWritten(
            CandidateColumns.Persons.Table, CandidateColumns.Persons.All, "deleted_at", "artifacts_state", "artifacts_due_at", "documents_read_at");
        await AssertWritten(CandidateColumns.Applications.Table, CandidateColumns.Applications.All, "deleted_at");
        await AssertWritten(ProcessColumns.Processes.Table, ProcessColumns.Processes.All, "deleted_at");
        await AssertWritten(ProcessColumns.Tasks.Table, ProcessColumns.Tasks.All, "deleted_at");
        await AssertWritten(DocumentColumns.Table, DocumentColumns.All, FormerOfDocuments);
        await AssertWritten(EventColumns.Table, EventColumns.All, "attempts", "history");
    }

    private async Task AssertWritten<T>(string table, IReadOnlyList<Column<T>> columns, params string[] later) => Assert.Equal(
        (await Store.Look(ColumnsOf(table))).Order(StringComparer.Ordinal),
        columns.Select(column => column.Name).Concat(later).Order(StringComparer.Ordinal));
}
