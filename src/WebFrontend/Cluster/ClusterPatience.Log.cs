namespace Jobvite.WebFrontend;

internal sealed partial class ClusterPatience
{
    [LoggerMessage(1, LogLevel.Warning, "No silo answers yet ({Reason}); trying again. Is the cluster running, does the database answer, and are ConnectionStrings__Jobvite and Orleans__ClusterId, or Orleans__GatewayPort, those of the silos?")]
    private partial void WaitsForCluster(string reason);
}
