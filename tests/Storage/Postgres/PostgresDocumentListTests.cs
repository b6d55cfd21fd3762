namespace Jobvite.Storage.Tests;

public sealed class PostgresDocumentListTests : DocumentListContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
