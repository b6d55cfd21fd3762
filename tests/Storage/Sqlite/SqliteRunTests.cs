namespace Jobvite.Storage.Tests;

public sealed class SqliteRunTests : RunContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
