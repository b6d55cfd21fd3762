namespace Jobvite.Storage.Tests;

public sealed class SqliteSortingTests : SortingContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
