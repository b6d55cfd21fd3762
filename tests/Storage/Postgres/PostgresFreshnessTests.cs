namespace Jobvite.Storage.Tests;

public sealed class PostgresFreshnessTests : FreshnessContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
