namespace Jobvite.Storage.Tests;

public sealed class SqliteFeedTests : FeedContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
