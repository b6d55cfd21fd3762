using Jobvite.Storage.Sqlite;

namespace Jobvite.Storage.Tests;

public sealed class SqliteHousekeepingTests : HousekeepingContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();

    protected override Task<long> CountAudit(string companyId) => Store.Get<SqliteDatabase>().Read(
        session => session.Scalar<long>("SELECT count(*) FROM audit_log WHERE company_id = @companyId", new { companyId }), Stop);
}
