namespace Jobvite.Storage.Tests;

public sealed class SqliteColumnTests : ColumnContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();

    protected override string ColumnsOf(string table) => $"SELECT name FROM pragma_table_info('{table}')";
}
