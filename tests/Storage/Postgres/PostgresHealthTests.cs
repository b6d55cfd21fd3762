namespace Jobvite.Storage.Tests;

public sealed class PostgresHealthTests : HealthContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
