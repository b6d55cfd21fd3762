namespace Jobvite.Storage.Tests;

public sealed class SqliteListViewTests : ListViewContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
