using Jobvite.Storage.Postgres;

namespace Jobvite.Storage.Tests;

public sealed class PostgresHousekeepingTests : HousekeepingContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    protected override Task<long> CountAudit(string companyId) => Store.Get<PostgresDatabase>().Read(
        session => session.Scalar<long>("SELECT count(*) FROM audit_log WHERE company_id = @companyId", new { companyId }), Stop);
}
