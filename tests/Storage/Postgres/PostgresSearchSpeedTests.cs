namespace Jobvite.Storage.Tests;

public sealed class PostgresSearchSpeedTests : SearchSpeedContract
{
    protected override string Settle => "ANALYZE";

    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
