namespace Jobvite.Storage.Tests;

public sealed class PostgresFeedCursorTests : FeedCursorContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
