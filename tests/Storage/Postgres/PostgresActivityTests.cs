namespace Jobvite.Storage.Tests;

public sealed class PostgresActivityTests : ActivityContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
