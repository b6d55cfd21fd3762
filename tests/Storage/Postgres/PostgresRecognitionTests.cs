namespace Jobvite.Storage.Tests;

public sealed class PostgresRecognitionTests : RecognitionContract
{
    protected override Task<IStore> CreateStore() => PostgresStore.Create();
}
