namespace Jobvite.Storage.Tests;

public sealed class PostgresRunProgressTests : RunProgressContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
