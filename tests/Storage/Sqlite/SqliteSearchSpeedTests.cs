namespace Jobvite.Storage.Tests;

public sealed class SqliteSearchSpeedTests : SearchSpeedContract
{
    protected override string Settle => "PRAGMA optimize";

    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
