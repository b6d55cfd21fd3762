namespace Jobvite.Storage.Tests;

public sealed class PostgresMergeTests : MergeContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
