namespace Jobvite.Storage.Tests;

public sealed class PostgresIsolationTests : IsolationContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
