namespace Jobvite.Storage.Tests;

public sealed class SqliteDocumentTests : DocumentContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
