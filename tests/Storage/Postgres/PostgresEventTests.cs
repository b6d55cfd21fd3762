namespace Jobvite.Storage.Tests;

public sealed class PostgresEventTests : EventContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
