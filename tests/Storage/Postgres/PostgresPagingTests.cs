namespace Jobvite.Storage.Tests;

public sealed class PostgresPagingTests : PagingContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
