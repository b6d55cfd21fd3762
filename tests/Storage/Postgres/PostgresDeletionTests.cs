namespace Jobvite.Storage.Tests;

public sealed class PostgresDeletionTests : DeletionContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
