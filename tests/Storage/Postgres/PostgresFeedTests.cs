namespace Jobvite.Storage.Tests;

public sealed class PostgresFeedTests : FeedContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
