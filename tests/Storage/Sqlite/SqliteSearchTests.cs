using Jobvite.Storage.Sqlite;

namespace Jobvite.Storage.Tests;

public sealed class SqliteSearchTests : SearchContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();

    protected override Task Execute(string sql) => Store.Get<SqliteDatabase>().Write(session => session.Execute(sql), Stop);
}
