namespace Jobvite.Storage.Tests;

public sealed class PostgresHistoryTests : HistoryContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
