namespace Jobvite.Storage.Tests;

public sealed class SqliteAnnouncedTests : AnnouncedContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
