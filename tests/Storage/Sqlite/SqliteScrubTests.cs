namespace Jobvite.Storage.Tests;

public sealed class SqliteScrubTests : ScrubContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
