namespace Jobvite.Storage.Tests;

public sealed class SqliteHistoryTests : HistoryContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
