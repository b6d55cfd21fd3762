using System.Globalization;
using Jobvite.Storage.Sqlite;

namespace Jobvite.Storage.Tests;

public sealed class SqliteAuditTests : AuditContract
{
    protected override string Provider => "Sqlite";

    protected override Task<IStore> CreateStore() => SqliteStore.Create();

    protected override IStore OpenAnother() => SqliteStore.Open(Store.Get<SqliteDatabase>().Path);

    protected override ValueTask Close(IStore another) => another.DisposeAsync();

    protected override string TimeOf(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
