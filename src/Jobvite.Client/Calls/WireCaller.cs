using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Jobvite.Client;

/// <summary>Makes a call: attempts, retries, circuit, and the classification of what comes back.</summary>
internal sealed partial class WireCaller
{
    private readonly IHttpClientFactory _http;
    private readonly JobviteClientOptions _options;
    private readonly CircuitPool _circuits;
    private readonly LargeAnswers _large;
    private readonly CallTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly ILogger<WireCaller> _logger;
    private readonly ResiliencePipeline<Attempt> _retry;

    public WireCaller(
        IHttpClientFactory http,
        IOptions<JobviteClientOptions> options,
        CircuitPool circuits,
        LargeAnswers large,
        CallTelemetry telemetry,
        TimeProvider time,
        ILogger<WireCaller> logger)
    {
        (_http, _options, _circuits, _large) = (http, options.Value, circuits, large);
        (_telemetry, _time, _logger) = (telemetry, time, logger);
        _retry = BuildRetry();
    }

    /// <summary>The answer, classified as a success. The caller disposes it.</summary>
    /// <exception cref="JobviteException">Any failure of Jobvite's. What the gate throws comes out as it is.</exception>
    public async Task<WireAnswer> CallAsync(WireRequest request, JobviteConnection connection, IRequestGate gate, CancellationToken ct)
    {
        if (RequestSigner.FindProblem(connection, request.Endpoint == JobviteEndpoint.Onboarding) is { } problem)
        {
            throw new JobviteException(new FailureText(request.Endpoint, connection, null, null).BadCredentials(problem) with { NothingSent = true });
        }

        var call = new Call(request, connection, gate, new CallClock(_time, _options.TotalTimeout));
        Attempt attempt;
        try
        {
            attempt = request.Once || connection.Once
                ? await AttemptAsync(call, ct).ConfigureAwait(false)
                : await _retry.ExecuteAsync(CircuitAsync, call, ct).ConfigureAwait(false);
        }
        catch (BrokenCircuitException broken)
        {
            var wait = broken.RetryAfter ?? _options.CircuitBreakDuration;
            throw new JobviteException(new FailureText(request.Endpoint, connection, null, wait)
                .Of(FailureKind.Unavailable, string.Empty, because: "failed too often just now, so it is left alone for a moment") with
            { NothingSent = true });
        }

        return attempt.Answer ?? throw new JobviteException(attempt.Failure!);
    }

    private async ValueTask<Attempt> CircuitAsync(Call call, CancellationToken ct)
    {
        var circuit = _circuits.For(call.Connection.CompanyTag, call.Request.Uri.Authority);
        return await circuit.ExecuteAsync(AttemptAsync, call, ct).ConfigureAwait(false);
    }

    private async ValueTask<Attempt> AttemptAsync(Call call, CancellationToken ct)
    {
        if (call.LastFailure is { } last && call.Clock.Left <= TimeSpan.Zero)
        {
            return new Attempt(null, last);
        }

        var attempt = await SendOnceAsync(call, call.Request.Uri, ct).ConfigureAwait(false);
        if (attempt.RedirectedTo is { } target)
        {
            attempt = await SendOnceAsync(call, target, ct).ConfigureAwait(false);
        }

        if (attempt.Result.Failure is { Kind: FailureKind.Throttled } throttled)
        {
            await call.Gate.ThrottledAsync(throttled.RetryAfter ?? _options.DefaultThrottleWait, ct).ConfigureAwait(false);
        }

        call.LastFailure = attempt.Result.Failure;
        return attempt.Result;
    }

    private async Task<(Attempt Result, Uri? RedirectedTo)> SendOnceAsync(Call call, Uri uri, CancellationToken ct)
    {
        await call.Clock.WaitAsync(call.Gate.EnterAsync(call.Request.Endpoint, ct)).ConfigureAwait(false);
        var began = _time.GetTimestamp();
        using var activity = _telemetry.Start(call.Request.Endpoint);
        var limit = call.Clock.Left < _options.AttemptTimeout ? call.Clock.Left : _options.AttemptTimeout;
        using var timeout = new CancellationTokenSource(limit > TimeSpan.Zero ? limit : TimeSpan.FromMilliseconds(1), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        WireAnswer? answer = null;
        try
        {
            answer = await ExchangeAsync(call, uri, either.Token).ConfigureAwait(false);
            if (call.Request.Body is null && uri == call.Request.Uri && RedirectRule.Target(uri, answer) is { } target)
            {
                answer.Dispose();
                return (new Attempt(null, null), target);
            }

            var result = Judge(call, answer);
            _telemetry.Attempted(call.Request.Endpoint, result.Failure?.Kind, _time.GetElapsedTime(began), activity);
            call.Gate.Attempted(call.Request.Endpoint, result.Failure);
            return (result, null);
        }
        catch (Exception exception) when (ct.IsCancellationRequested && exception is (IOException or HttpRequestException))
        {
            // A cancelled exchange may also end in a broken connection.
            throw new OperationCanceledException(exception.Message, exception, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && Failed(call, exception, timeout.IsCancellationRequested, limit) is not null)
        {
            answer?.Dispose();
            var failed = Failed(call, exception, timeout.IsCancellationRequested, limit)!;
            _telemetry.Attempted(call.Request.Endpoint, failed.Failure!.Kind, _time.GetElapsedTime(began), activity);
            call.Gate.Attempted(call.Request.Endpoint, failed.Failure);
            return (failed, null);
        }
    }

    private async Task<WireAnswer> ExchangeAsync(Call call, Uri uri, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(call.Request.Body is null ? HttpMethod.Get : HttpMethod.Post, uri);
        if (call.Request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        RequestSigner.Sign(message, call.Connection, call.Request.Endpoint == JobviteEndpoint.Onboarding, _time);
        using var http = _http.CreateClient(JobviteClientServices.HttpClientName);
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        var (buffer, length) = await BodyReader.ReadAsync(
            response.Content, _options.MaxResponseBytes, async stop => await _large.Turn(call.Connection.CompanyTag, stop).ConfigureAwait(false), ct).ConfigureAwait(false);
        return buffer is null
            ? throw new AnswerTooLargeException()
            : new WireAnswer((int)response.StatusCode, response.Headers.Location, RetryAfter.Read(response.Headers.RetryAfter, _time), buffer, length);
    }

    private ResiliencePipeline<Attempt> BuildRetry()
    {
        if (_options.MaxRetries == 0)
        {
            return ResiliencePipeline<Attempt>.Empty;
        }

        return new ResiliencePipelineBuilder<Attempt> { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = _options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _options.RetryDelay,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { Retryable: true }),
                // Null leaves it to the backoff; so does a Retry-After of nothing, which must not become a tight loop.
                DelayGenerator = static args => ValueTask.FromResult(
                    args.Outcome.Result?.Failure?.RetryAfter is { Ticks: > 0 } wait ? wait : (TimeSpan?)null),
                OnRetry = args =>
                {
                    var failure = args.Outcome.Result!.Failure!;
                    _telemetry.Retried(failure.Endpoint);
                    LogRetry(failure.Endpoint, failure.Kind, args.AttemptNumber + 1, args.RetryDelay);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    private sealed record Call(WireRequest Request, JobviteConnection Connection, IRequestGate Gate, CallClock Clock)
    {
        public JobviteFailure? LastFailure { get; set; }

        public FailureText Tell => new(Request.Endpoint, Connection, null, null);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Jobvite {Endpoint} request failed ({Kind}); retry {Number} in {Delay}")]
    private partial void LogRetry(JobviteEndpoint endpoint, FailureKind kind, int number, TimeSpan delay);
}
