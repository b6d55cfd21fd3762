namespace Jobvite.Storage.Tests;

public sealed class PostgresSetupLinkTests : SetupLinkContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
