namespace Jobvite.Storage.Tests;

public sealed class SqliteStoryTests : StoryContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
