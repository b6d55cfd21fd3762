namespace Jobvite.Storage.Tests;

/// <summary>The key of suppressions; null: the host cannot open it.</summary>
internal sealed class SampleKey : ISuppressionKey
{
    public byte[]? Key { get; set; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public Task<byte[]> Get(CancellationToken cancellationToken) => Key is { } key ? Task.FromResult(key) : throw new SuppressionKeyException();
}
