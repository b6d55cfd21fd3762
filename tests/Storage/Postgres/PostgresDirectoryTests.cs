namespace Jobvite.Storage.Tests;

public sealed class PostgresDirectoryTests : DirectoryContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
