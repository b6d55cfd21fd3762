namespace Jobvite.Storage.Tests;

public sealed class SqliteDocumentListTests : DocumentListContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
