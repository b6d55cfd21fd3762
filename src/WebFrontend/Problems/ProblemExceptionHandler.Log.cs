namespace Jobvite.WebFrontend;

internal sealed partial class ProblemExceptionHandler
{
    [LoggerMessage(1, LogLevel.Warning, "The cluster did not answer a request for {Route} ({Reason}); answered 503")]
    private partial void ClusterUnavailable(string reason, string route);

    [LoggerMessage(2, LogLevel.Error, "A request for {Route} failed; trace {TraceId}")]
    private partial void Unexpected(Exception exception, string route, string traceId);
}
