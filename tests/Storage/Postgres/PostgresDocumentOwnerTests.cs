namespace Jobvite.Storage.Tests;

public sealed class PostgresDocumentOwnerTests : DocumentOwnerContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
