namespace Jobvite.Storage.Tests;

public sealed class SqliteCandidateTests : CandidateContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
