namespace Jobvite.Storage.Tests;

public sealed class SqliteTrimTests : TrimContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
