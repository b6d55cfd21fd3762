namespace Jobvite.Storage.Tests;

public sealed class SqliteEndpointTests : EndpointContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
