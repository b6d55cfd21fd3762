using System.Collections.Concurrent;

namespace Jobvite.Grains.Silos;

/// <summary>The companies whose tenant grain is active in this silo.</summary>
public sealed class LocalCompanies
{
    private readonly ConcurrentDictionary<string, byte> _ids = new(StringComparer.Ordinal);

    /// <summary>How many there are now.</summary>
    public int Count => _ids.Count;

    /// <summary>Some of them, in no order.</summary>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<string> Take(int count) => [.. _ids.Keys.Take(count)];

    internal void Add(string companyId) => _ids[companyId] = 0;

    internal void Remove(string companyId) => _ids.TryRemove(companyId, out _);
}
