namespace Jobvite.Storage.Tests;

public sealed class PostgresReplayTests : ReplayContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
