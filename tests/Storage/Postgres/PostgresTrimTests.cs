namespace Jobvite.Storage.Tests;

public sealed class PostgresTrimTests : TrimContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
