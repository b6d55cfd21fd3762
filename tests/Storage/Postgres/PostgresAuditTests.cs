namespace Jobvite.Storage.Tests;

public sealed class PostgresAuditTests : AuditContract
{
    protected override string Provider => "Postgres";

    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    protected override IStore OpenAnother() => PostgresStore.Open(((PostgresStore)Store).ConnectionString);

    protected override ValueTask Close(IStore another) => ((PostgresStore)another).Close();

    protected override string TimeOf(DateTimeOffset at) => $"'{at:O}'";
}
