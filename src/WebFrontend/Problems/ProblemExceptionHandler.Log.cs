namespace Jobvite.WebFrontend;

internal sealed partial class ProblemExceptionHandler
{
    [LoggerMessage(1, LogLevel.Warning, "The cluster did not answer a request for {Route} ({Reason}); answered 503")]
    private partial void ClusterUnavailable(string reason, string route);

    [LoggerMessage(3, LogLevel.Error, "A company's stored settings cannot be read; a request for {Route} was answered 503. The silo's log names the company")]
    private partial void StateUnreadable(string route);

    [LoggerMessage(2, LogLevel.Error, "A request for {Route} failed; trace {TraceId}")]
    private partial void Unexpected(Exception exception, string route, string traceId);
}
