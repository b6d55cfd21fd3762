namespace Jobvite.WebFrontend;

internal sealed partial class ClusterPatience
{
    [LoggerMessage(1, LogLevel.Warning, "No silo answers yet ({Reason}); trying again. Is the cluster running, and Orleans__Clustering or Orleans__GatewayPort right?")]
    private partial void WaitsForCluster(string reason);
}
