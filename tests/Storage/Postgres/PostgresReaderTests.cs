namespace Jobvite.Storage.Tests;

public sealed class PostgresReaderTests : ReaderContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
