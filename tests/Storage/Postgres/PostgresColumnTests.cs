namespace Jobvite.Storage.Tests;

public sealed class PostgresColumnTests : ColumnContract
{
    protected override string[] FormerOfDocuments => ["name_hash"];

    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    protected override string ColumnsOf(string table) =>
        $"SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table}'";
}
