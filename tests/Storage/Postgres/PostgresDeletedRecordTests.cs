namespace Jobvite.Storage.Tests;

public sealed class PostgresDeletedRecordTests : DeletedRecordContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
