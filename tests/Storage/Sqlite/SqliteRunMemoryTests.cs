namespace Jobvite.Storage.Tests;

public sealed class SqliteRunMemoryTests : RunMemoryContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
