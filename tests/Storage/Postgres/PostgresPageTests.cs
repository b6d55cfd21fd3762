namespace Jobvite.Storage.Tests;

public sealed class PostgresPageTests : PageContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
