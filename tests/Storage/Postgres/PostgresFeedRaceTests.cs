namespace Jobvite.Storage.Tests;

public sealed class PostgresFeedRaceTests : FeedRaceContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();

    protected override IStore OpenAnother() => PostgresStore.Open(((PostgresStore)Store).ConnectionString);

    protected override ValueTask Close(IStore another) => ((PostgresStore)another).Close();
}
