namespace Jobvite.Storage.Tests;

public sealed class SqliteExportTests : ExportContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
