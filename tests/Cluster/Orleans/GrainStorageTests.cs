using Jobvite.Cluster.Tests.Postgres;
using Jobvite.OrleansContract.Tests;
using Orleans.Storage;

namespace Jobvite.Cluster.Tests.Orleans;

public sealed class GrainStorageTests(TwoSilos silos) : GrainStorageContract, IClassFixture<TwoSilos>
{
    protected override IGrainStorage Storage(int silo = 0) => silos.Storage(silo);

    protected override Task<long> Rows(string key) =>
        Sql.Scalar<long>(silos.ConnectionString, "SELECT count(*) FROM orleans_grain_state WHERE grain_id_text = @key", ("key", key));

    protected override Task<string> Payload(string key) =>
        Sql.Scalar<string>(silos.ConnectionString, "SELECT convert_from(payload, 'UTF8') FROM orleans_grain_state WHERE grain_id_text = @key", ("key", key));
}
