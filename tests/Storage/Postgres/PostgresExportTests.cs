using Dapper;
using Jobvite.Storage.Postgres;

namespace Jobvite.Storage.Tests;

public sealed class PostgresExportTests : ExportContract
{
    [Fact]
    public async Task A_snapshot_outlives_a_reader_who_pauses_and_its_session_is_as_ever_afterwards()
    {
        var snapshots = Store.Get<ISnapshots<PostgresSession>>();
        await using (var snapshot = await snapshots.Open(Stop))
        {
            Assert.Equal(["11min"], await snapshot.Texts("SHOW idle_in_transaction_session_timeout", new DynamicParameters(), Stop));
        }

        Assert.Equal(["20s"], await Store.Look("SHOW idle_in_transaction_session_timeout"));
    }

    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
