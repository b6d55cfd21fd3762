namespace Jobvite.Storage.Tests;

public sealed class PostgresRunMemoryTests : RunMemoryContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
