namespace Jobvite.Storage.Tests;

public sealed class SqliteEventLogTests : EventLogContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
