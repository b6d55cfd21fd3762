namespace Jobvite.Storage.Tests;

public sealed class SqliteSetupLinkTests : SetupLinkContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
