using Jobvite.Storage.Postgres;

namespace Jobvite.Storage.Tests;

public sealed class PostgresSearchSpeedTests : SearchSpeedContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    protected override async Task Settle()
    {
        await using var vacuum = Store.Get<PostgresDatabase>().Source.CreateCommand("VACUUM ANALYZE");
        await vacuum.ExecuteNonQueryAsync(Stop);
    }
}
