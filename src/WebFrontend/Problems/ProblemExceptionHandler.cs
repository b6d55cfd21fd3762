using System.Diagnostics;
using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Diagnostics;

namespace Jobvite.WebFrontend;

/// <summary>The one place where an exception becomes an answer.</summary>
internal sealed partial class ProblemExceptionHandler(FrontendInstruments instruments, ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    private const string NotHttp = "The request is not valid HTTP.";

    /// <summary>An operator has to do something first; during an upgrade it is over when the last process is a new one.</summary>
    private static readonly TimeSpan UnreadableStatePause = TimeSpan.FromSeconds(60);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await Of(exception, httpContext).ExecuteAsync(httpContext);
        return true;
    }

    private Problem Of(Exception exception, HttpContext http)
    {
        switch (exception)
        {
            case RequestRefusedException refused:
                return refused.Problem;

            case InvalidCursorException:
                return Problem.Invalid(new Dictionary<string, string[]> { ["cursor"] = [exception.Message] });

            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new(StatusCodes.Status413PayloadTooLarge, "The request body is too large.");

            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return new(StatusCodes.Status408RequestTimeout, "The request body arrived too slowly. Send it again.");

            case BadHttpRequestException bad:
                return new(bad.StatusCode, NotHttp);

            // Kestrel's word for a chunk that says to be larger than any can be.
            case IOException { InnerException: OverflowException }:
                return new(StatusCodes.Status400BadRequest, NotHttp);

            case { InnerException: UnreadableStateException }:
                instruments.GrainCallFailed(GrainCallFailure.State);
                StateUnreadable(RouteOf(http));
                return Problem.Unavailable("The stored settings of this company cannot be read: they are damaged, or a newer version of the service wrote them. The operator finds the reason in the silo's log.", UnreadableStatePause);

            case DataUnavailableException:
                instruments.GrainCallFailed(GrainCallFailure.Database);
                ClusterUnavailable(exception.GetType().Name, RouteOf(http));
                return Problem.Unavailable("The database is away or takes no writes at the moment, and nothing was changed. Send the request again after the time in Retry-After.");

            case var _ when ClusterTrouble.Is(exception):
                instruments.GrainCallFailed(exception is TimeoutException ? GrainCallFailure.Timeout : GrainCallFailure.Unavailable);
                ClusterUnavailable(exception.GetType().Name, RouteOf(http));
                return Problem.Unavailable("The service is busy or restarting. Send the request again after the time in Retry-After.");

            default:
                var traceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
                Unexpected(exception, RouteOf(http), traceId);
                return new(StatusCodes.Status500InternalServerError, "The service failed. The operator finds the reason in the log by the trace id.")
                {
                    TraceId = traceId,
                };
        }
    }

    /// <summary>The pattern, not the path: a path holds ids.</summary>
    private static string RouteOf(HttpContext http) =>
        ((http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint()) as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";

    [LoggerMessage(1, LogLevel.Warning, "The cluster did not answer a request for {Route} ({Reason}); answered 503")]
    private partial void ClusterUnavailable(string reason, string route);

    [LoggerMessage(3, LogLevel.Error, "A company's stored settings cannot be read; a request for {Route} was answered 503. The silo's log names the company")]
    private partial void StateUnreadable(string route);

    [LoggerMessage(2, LogLevel.Error, "A request for {Route} failed; trace {TraceId}")]
    private partial void Unexpected(Exception exception, string route, string traceId);
}

/// <summary>Ends a request with a problem before, or in place of, its handler's answer.</summary>
internal sealed class RequestRefusedException(Problem problem) : Exception("The request was refused.")
{
    public Problem Problem { get; } = problem;
}

/// <summary>Tells failures of the way to a grain, which pass, from failures of the grain.</summary>
internal static class ClusterTrouble
{
    public static bool Is(Exception exception) => exception is TimeoutException or OrleansException or DataUnavailableException or OperationCanceledException;
}
