using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Options;
using StandardWebhooks;

namespace Jobvite.Grains.Endpoints;

/// <summary>
/// Posts changes to customers' URLs as Standard Webhooks say: no redirects, no proxy, no cookies; 15 seconds in all, at most 64 KiB of an
/// answer; see <see cref="CustomerConnections"/> for where it connects to.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MostRead = 64 * 1024;
    private const int MostKept = 1024;

    /// <summary>Requests of this silo at once, and how many of them at endpoints that failed last: those cannot take the places of the others.</summary>
    private const int MostAtOnce = 256;
    private const int MostFailing = 64;

    /// <summary>A request that is not answered within this time gives its place to the next, as long as fewer than this many do.</summary>
    private const int MostSlow = 1024;
    internal static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly EndpointOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;
    private readonly SemaphoreSlim _well = new(MostAtOnce - MostFailing);
    private readonly SemaphoreSlim _failing = new(MostFailing);
    private readonly SemaphoreSlim _slow = new(MostSlow);

    public WebhookSender(CustomerConnections connections, IOptions<EndpointOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        _http = new HttpMessageInvoker(connections.CreateHandler());
    }

    /// <summary>Never throws but when it is cancelled: what went wrong is in the result.</summary>
    public async Task<SendResult> Send(DeliveryRequest request, CancellationToken cancellationToken)
    {
        var place = request.IsFailing ? _failing : _well;
        await place.WaitAsync(cancellationToken);
        try
        {
            var sending = SendNow(request, cancellationToken);
            if (await IsSlow(sending) && await _slow.WaitAsync(TimeSpan.Zero, CancellationToken.None))
            {
                place.Release();
                place = _slow;
            }

            return await sending;
        }
        finally
        {
            place.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _well.Dispose();
        _failing.Dispose();
        _slow.Dispose();
    }

    private async Task<bool> IsSlow(Task sending)
    {
        try
        {
            await sending.WaitAsync(Slow, _time);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private async Task<SendResult> SendNow(DeliveryRequest request, CancellationToken cancellationToken)
    {
        var (at, start) = (_time.GetUtcNow(), Stopwatch.GetTimestamp());
        using var over = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            using var message = MessageOf(request, at);
            using var answer = await _http.SendAsync(message, either.Token);
            var text = await Read(answer, either.Token);
            var status = (int)answer.StatusCode;
            var attempt = new DeliveryAttempt { At = at, Status = status, Milliseconds = Elapsed(start) };
            return attempt.Succeeded
                ? new SendResult(attempt, null)
                : new SendResult(attempt with { Error = SendFailure.OfStatus(status), Answer = text }, RetryAfterOf(answer, at));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var error = over.IsCancellationRequested
                ? string.Create(CultureInfo.InvariantCulture, $"No complete answer came within {_options.Timeout.TotalSeconds:0.#} seconds.")
                : SendFailure.Of(exception, request.Url);
            return new SendResult(new DeliveryAttempt { At = at, Milliseconds = Elapsed(start), Error = error }, null);
        }
    }

    private static HttpRequestMessage MessageOf(DeliveryRequest request, DateTimeOffset at)
    {
        var id = request.Id.ToString();
        var text = Encoding.UTF8.GetString(request.Body);
        var message = new HttpRequestMessage(HttpMethod.Post, request.Url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(request.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        message.Headers.Add("webhook-id", id);
        message.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("webhook-signature", string.Join(' ', request.Signers.Select(signer => signer.Sign(id, at, text))));
        message.Headers.TryAddWithoutValidation("User-Agent", "Jobvite.Orleans");
        return message;
    }

    /// <summary>Reads the answer to its end, or as much of it as is read; the beginning as text.</summary>
    private static async Task<string?> Read(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MostRead);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(buffer.AsMemory(0, MostRead), MostRead, throwOnEndOfStream: false, cancellationToken);
            return length == 0 || answer.IsSuccessStatusCode ? null : Encoding.UTF8.GetString(buffer, 0, Math.Min(length, MostKept));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage answer, DateTimeOffset now) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > now => date - now,
        _ => null,
    };

    private static int Elapsed(long start) => (int)Math.Ceiling(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
}

/// <summary>One request.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Id">The change's; the same at every attempt.</param>
/// <param name="Body">JSON.</param>
/// <param name="Signers">One for each secret.</param>
/// <param name="IsFailing">The last attempt at the endpoint failed.</param>
internal sealed record DeliveryRequest(Uri Url, Guid Id, byte[] Body, IReadOnlyList<StandardWebhook> Signers, bool IsFailing);

/// <summary>How it went.</summary>
/// <param name="Attempt">To be stored.</param>
/// <param name="RetryAfter">What the receiver asked for.</param>
internal sealed record SendResult(DeliveryAttempt Attempt, TimeSpan? RetryAfter);
