namespace Jobvite.Storage.Tests;

public sealed class PostgresDocumentTests : DocumentContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
