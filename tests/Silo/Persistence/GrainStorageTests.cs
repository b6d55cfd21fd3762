using Jobvite.OrleansContract.Tests;
using Orleans.Storage;

namespace Jobvite.Silo.Tests.Persistence;

public sealed class GrainStorageTests(SiloFixture fixture) : GrainStorageContract, IClassFixture<SiloFixture>
{
    protected override IGrainStorage Storage(int silo = 0) => fixture.Storage;

    protected override Task<long> Rows(string key) =>
        fixture.Scalar<long>("SELECT count(*) FROM orleans_grain_state WHERE grain_id_text = @key", ("@key", key));

    protected override Task<string> Payload(string key) =>
        fixture.Scalar<string>("SELECT CAST(payload AS TEXT) FROM orleans_grain_state WHERE grain_id_text = @key", ("@key", key));
}
