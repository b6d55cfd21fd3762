namespace Jobvite.Storage.Tests;

public sealed class PostgresScrubTests : ScrubContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
