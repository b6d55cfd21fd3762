namespace Jobvite.Storage.Tests;

public sealed class PostgresEventLogTests : EventLogContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
