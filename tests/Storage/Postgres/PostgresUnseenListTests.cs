namespace Jobvite.Storage.Tests;

public sealed class PostgresUnseenListTests : UnseenContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
