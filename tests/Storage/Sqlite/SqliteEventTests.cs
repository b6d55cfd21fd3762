namespace Jobvite.Storage.Tests;

public sealed class SqliteEventTests : EventContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
