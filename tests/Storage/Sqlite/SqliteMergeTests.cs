namespace Jobvite.Storage.Tests;

public sealed class SqliteMergeTests : MergeContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
