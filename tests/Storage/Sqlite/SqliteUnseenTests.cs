namespace Jobvite.Storage.Tests;

public sealed class SqliteUnseenTests : UnseenContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
