namespace Jobvite.Cluster.Tests.Processes;

/// <summary>A cluster whose every pool of connections to PostgreSQL has five.</summary>
public sealed class FewConnectionsCluster() : LocalCluster(silos: 2, fronts: 1)
{
    protected override string ConnectionSettings => ";Maximum Pool Size=5";
}
