using Jobvite.Storage.Postgres;

namespace Jobvite.Storage.Tests;

public sealed class PostgresSearchTests : SearchContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    protected override Task Execute(string sql) => Store.Get<PostgresDatabase>().Write(session => session.Execute(sql), Stop);
}
