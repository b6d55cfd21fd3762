namespace Jobvite.Storage.Tests;

public sealed class PostgresSupportTests : SupportContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
