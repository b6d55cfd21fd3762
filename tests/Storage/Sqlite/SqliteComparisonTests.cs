namespace Jobvite.Storage.Tests;

public sealed class SqliteComparisonTests : ComparisonContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
