namespace Jobvite.Storage.Tests;

public sealed class SqlitePageTests : PageContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
