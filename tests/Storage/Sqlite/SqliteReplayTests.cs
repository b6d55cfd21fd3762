namespace Jobvite.Storage.Tests;

public sealed class SqliteReplayTests : ReplayContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
