namespace Jobvite.Storage.Tests;

public sealed class PostgresComparisonTests : ComparisonContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
