namespace Jobvite.Storage.Tests;

public sealed class PostgresExportTests : ExportContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
