namespace Jobvite.Storage.Tests;

public sealed class SqliteDeletionTests : DeletionContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
