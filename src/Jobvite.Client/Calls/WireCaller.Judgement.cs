using System.Net.Http.Headers;

namespace Jobvite.Client;

internal sealed partial class WireCaller
{
    private Attempt Judge(Call call, WireAnswer answer)
    {
        var failure = AnswerClassifier.Classify(answer, call.Request, call.Connection, out var root);
        if (failure is null && root is not null && call.Request.Unwrap is { } unwrap)
        {
            (answer, failure, root) = Open(call, answer, root.Body, unwrap);
        }

        if (failure is not null)
        {
            answer.Dispose();
            return Judged(call, failure);
        }

        answer.Root = root;
        return new Attempt(answer, null);
    }

    private static (WireAnswer Answer, JobviteFailure? Failure, AnswerRoot? Root) Open(
        Call call, WireAnswer answer, ReadOnlyMemory<byte> envelope, Func<ReadOnlyMemory<byte>, byte[]> unwrap)
    {
        try
        {
            var opened = answer.With(unwrap(envelope));
            answer.Dispose();
            return (opened, AnswerClassifier.Classify(opened, call.Request, call.Connection, out var root), root);
        }
        catch (EnvelopeException exception)
        {
            var tell = call.Tell with { Status = answer.Status };
            var failure = exception.WasOpened
                ? tell.Malformed("an envelope whose content cannot be read. " + exception.Message.TrimEnd('.'))
                : tell.Malformed(
                    "an envelope that cannot be opened. " + exception.Message.TrimEnd('.'),
                    "Check that the public RSA key shown in the settings is the one registered with Jobvite.");
            return (answer, failure, null);
        }
    }

    // Which failures may pass by themselves, and which of those this call may wait for.
    private Attempt Judged(Call call, JobviteFailure failure)
    {
        if (failure.Kind == FailureKind.Throttled && failure.RetryAfter is null)
        {
            failure = failure with { RetryAfter = _options.DefaultThrottleWait };
        }

        var outage = failure.Kind == FailureKind.Unavailable;
        var transient = outage || failure.Kind == FailureKind.Throttled;
        var shortWait = failure.RetryAfter is not { } wait || (wait <= _options.MaxRetryAfter && wait < call.Clock.Left);
        return new Attempt(null, failure, transient && shortWait && call.Request.Repeatable, outage);
    }

    // Null for what is not Jobvite's doing: that is left to fly.
    private Attempt? Failed(Call call, Exception exception, bool timedOut, TimeSpan limit) => exception switch
    {
        AnswerTooLargeException => new Attempt(null, call.Tell.Malformed(
            $"more than {_options.MaxResponseBytes / (1024.0 * 1024):0.##} MiB",
            "Ask for fewer records at a time, or raise the client's MaxResponseBytes.") with
        { TooLarge = true }),
        InvalidDataException => new Attempt(null, call.Tell.Malformed("a body whose compression is broken")),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new Attempt(null, call.Tell.Malformed("headers that are too large")),
        OperationCanceledException when timedOut => Judged(call, Down(call, $"did not answer within {Math.Max(1, (int)limit.TotalSeconds)} seconds")),
        OperationCanceledException => Judged(call, Unreached(call, "cannot be connected to")),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Judged(call, Unreached(call, "has a host name that cannot be resolved")),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Judged(call, Unreached(call, "offers no TLS connection that can be trusted")),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => Judged(call, Unreached(call, "cannot be connected to")),
        HttpRequestException or IOException => Judged(call, Down(call, "broke off the connection")),
        _ => null,
    };

    private static JobviteFailure Down(Call call, string because) => call.Tell.Of(FailureKind.Unavailable, string.Empty, because: because);

    private static JobviteFailure Unreached(Call call, string because) => Down(call, because) with { NothingSent = true };

    private sealed class AnswerTooLargeException : Exception;

    private static class RetryAfter
    {
        private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

        public static TimeSpan? Read(RetryConditionHeaderValue? header, TimeProvider time)
        {
            var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
            return wait is not { } value ? null : value < TimeSpan.Zero ? TimeSpan.Zero : value > Longest ? Longest : value;
        }
    }
}
