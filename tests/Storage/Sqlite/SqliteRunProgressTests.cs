namespace Jobvite.Storage.Tests;

public sealed class SqliteRunProgressTests : RunProgressContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
