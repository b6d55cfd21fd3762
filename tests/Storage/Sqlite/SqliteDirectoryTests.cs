namespace Jobvite.Storage.Tests;

public sealed class SqliteDirectoryTests : DirectoryContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
