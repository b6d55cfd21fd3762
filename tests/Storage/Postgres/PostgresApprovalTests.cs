namespace Jobvite.Storage.Tests;

public sealed class PostgresApprovalTests : ApprovalContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
