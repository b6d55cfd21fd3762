namespace Jobvite.Grains.Tests.Cluster;

/// <summary>Tests that share the one cluster; each uses a company of its own.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterTests : ICollectionFixture<GrainCluster>
{
    public const string Name = "cluster";
}
