namespace Jobvite.Storage.Tests;

public sealed class PostgresNoticeTests : NoticeContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
