namespace Jobvite.Storage.Tests;

public sealed class SqliteDocumentOwnerTests : DocumentOwnerContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
