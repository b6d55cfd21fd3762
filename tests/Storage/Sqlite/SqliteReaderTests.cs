namespace Jobvite.Storage.Tests;

public sealed class SqliteReaderTests : ReaderContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
