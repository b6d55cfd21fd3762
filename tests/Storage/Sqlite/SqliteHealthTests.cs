namespace Jobvite.Storage.Tests;

public sealed class SqliteHealthTests : HealthContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
