namespace Jobvite.Storage.Tests;

public sealed class SqliteDeletedRecordTests : DeletedRecordContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
