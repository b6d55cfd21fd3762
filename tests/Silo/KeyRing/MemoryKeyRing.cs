using Jobvite.Storage;

namespace Jobvite.Silo.Tests.KeyRing;

internal sealed class MemoryKeyRing : IKeyRingStore
{
    public bool Needed { get; set; }

    public bool IsNeeded() => Needed;

    public Dictionary<string, string> Elements { get; } = [];

    public IReadOnlyList<string> ReadAll() => [.. Elements.Values];

    public void Save(string friendlyName, string xml) => Elements[friendlyName] = xml;
}
