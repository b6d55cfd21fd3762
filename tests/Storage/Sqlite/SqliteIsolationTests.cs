namespace Jobvite.Storage.Tests;

public sealed class SqliteIsolationTests : IsolationContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
