using System.Collections.Concurrent;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Cluster;

/// <summary>Which sandbox plays Jobvite for which API key.</summary>
internal sealed class SandboxRoutes
{
    private readonly ConcurrentDictionary<string, SandboxServer> _byKey = new();

    public void Add(SandboxServer sandbox) => _byKey[sandbox.Credentials.ApiKey] = sandbox;

    public SandboxServer? Find(string apiKey) => _byKey.GetValueOrDefault(apiKey);
}
