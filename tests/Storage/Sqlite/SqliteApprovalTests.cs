namespace Jobvite.Storage.Tests;

public sealed class SqliteApprovalTests : ApprovalContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
