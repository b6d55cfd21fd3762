namespace Jobvite.Storage.Tests;

public sealed class PostgresWaitingRunTests : WaitingRunContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
