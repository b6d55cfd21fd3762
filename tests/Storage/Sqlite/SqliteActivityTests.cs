namespace Jobvite.Storage.Tests;

public sealed class SqliteActivityTests : ActivityContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
