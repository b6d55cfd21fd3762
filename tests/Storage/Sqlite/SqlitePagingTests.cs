namespace Jobvite.Storage.Tests;

public sealed class SqlitePagingTests : PagingContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
