namespace Jobvite.WebFrontend;

internal sealed partial class ClusterHealthCheck
{
    [LoggerMessage(1, LogLevel.Debug, "Connected to no silo, and a call was not answered ({Reason})")]
    private partial void LogNotAnswered(string reason);
}
