namespace Jobvite.Storage.Tests;

public sealed class PostgresCandidateTests : CandidateContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
