namespace Jobvite.Storage.Tests;

public sealed class PostgresAnnouncedTests : AnnouncedContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
