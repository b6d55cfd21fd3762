namespace Jobvite.Storage.Tests;

public sealed class SqliteNoticeTests : NoticeContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
