namespace Jobvite.Storage.Tests;

public sealed class SqliteWaitingRunTests : WaitingRunContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
