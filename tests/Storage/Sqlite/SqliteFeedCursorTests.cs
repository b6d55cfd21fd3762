namespace Jobvite.Storage.Tests;

public sealed class SqliteFeedCursorTests : FeedCursorContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
