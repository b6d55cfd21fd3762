namespace Jobvite.Storage.Tests;

public sealed class SqliteFreshnessTests : FreshnessContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
