using Jobvite.Storage.Sqlite;

namespace Jobvite.Storage.Tests;

public sealed class SqliteRunTests : RunContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}

public sealed class SqlitePageTests : PageContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}

public sealed class SqliteCandidateTests : CandidateContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}

public sealed class SqliteFreshnessTests : FreshnessContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}

public sealed class SqliteDeletionTests : DeletionContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}

public sealed class SqliteEventTests : EventContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}

public sealed class SqliteDocumentTests : DocumentContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}

public sealed class SqliteReaderTests : ReaderContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}

public sealed class SqlitePagingTests : PagingContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}

public sealed class SqliteIsolationTests : IsolationContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}

public sealed class SqliteHousekeepingTests : HousekeepingContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();

    protected override Task<long> CountAudit(string companyId) => Store.Get<SqliteDatabase>().Read(
        session => session.Scalar<long>("SELECT count(*) FROM audit_log WHERE company_id = @companyId", new { companyId }), Stop);
}
