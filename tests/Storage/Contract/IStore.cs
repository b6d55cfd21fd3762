using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Storage.Tests;

/// <summary>An empty, migrated store of one provider.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>The time the store sees, in whole milliseconds.</summary>
    FakeTimeProvider Time { get; }

    /// <summary>A service of the port.</summary>
    T Get<T>()
        where T : notnull;
}
