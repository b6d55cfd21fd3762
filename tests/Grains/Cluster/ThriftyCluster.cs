namespace Jobvite.Grains.Tests.Cluster;

/// <summary>The same with the limits that Jobvite has.</summary>
public sealed class ThriftyCluster : GrainCluster
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();
}
