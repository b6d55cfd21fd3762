namespace Jobvite.Storage.Tests;

public sealed class PostgresEndpointTests : EndpointContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
