namespace Jobvite.Storage.Tests;

public sealed class SqliteSupportTests : SupportContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
