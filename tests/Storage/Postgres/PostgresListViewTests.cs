namespace Jobvite.Storage.Tests;

public sealed class PostgresListViewTests : ListViewContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
