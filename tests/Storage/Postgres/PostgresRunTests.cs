namespace Jobvite.Storage.Tests;

public sealed class PostgresRunTests : RunContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
