namespace Jobvite.Storage.Tests;

public sealed class PostgresSortingTests : SortingContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
