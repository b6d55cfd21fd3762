namespace Jobvite.Storage.Tests;

public sealed class SqliteRecognitionTests : RecognitionContract
{
    protected override Task<IStore> CreateStore() => SqliteStore.Create();
}
