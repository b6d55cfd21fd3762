using System.Collections.Concurrent;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Cluster;

/// <summary>Which sandbox plays Jobvite for which API key.</summary>
internal sealed class SandboxRoutes
{
    private readonly ConcurrentDictionary<string, SandboxServer> _byKey = new();

    private readonly ConcurrentDictionary<string, Uri> _redirected = new();

    public void Add(SandboxServer sandbox) => _byKey[sandbox.Credentials.ApiKey] = sandbox;

    public SandboxServer? Find(string apiKey) => _byKey.GetValueOrDefault(apiKey);

    /// <summary>From now on another server answers the v2 requests of this key.</summary>
    public void Redirect(string apiKey, Uri v2BaseUrl) => _redirected[apiKey] = v2BaseUrl;

    public Uri? V2BaseUrlOf(string apiKey) => _redirected.GetValueOrDefault(apiKey) ?? Find(apiKey)?.V2BaseUrl;
}
