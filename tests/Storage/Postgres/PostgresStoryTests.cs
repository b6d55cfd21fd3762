namespace Jobvite.Storage.Tests;

public sealed class PostgresStoryTests : StoryContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
