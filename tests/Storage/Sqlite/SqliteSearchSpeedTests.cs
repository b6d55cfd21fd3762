namespace Jobvite.Storage.Tests;

public sealed class SqliteSearchSpeedTests : SearchSpeedContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();

    protected override Task Settle() => Store.Run("PRAGMA optimize");
}
