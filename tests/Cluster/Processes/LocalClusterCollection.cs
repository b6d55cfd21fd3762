namespace Jobvite.Cluster.Tests.Processes;

/// <summary>Tests that hurt one cluster, one after the other.</summary>
[CollectionDefinition(nameof(LocalCluster))]
public sealed class LocalClusterCollection : ICollectionFixture<LocalCluster>;
