using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace Jobvite.Sandbox;

/// <summary>
/// Sends webhooks one after another: signed, retried on anything but 2xx, at most <see cref="Capacity"/> waiting.
/// Changes that the sandbox makes by itself are sometimes sent twice or after the one that follows.
/// </summary>
internal sealed partial class WebhookOutbox(SandboxOptions options, CompanyKeys keys, SharedMeans shared) : IAsyncDisposable
{
    public const int Capacity = 10_000;
    private const int Retries = 3;
    private const double DuplicateShare = 0.1;
    private const double ReorderShare = 0.1;

    private readonly Channel<WebhookMessage> _queue = Channel.CreateBounded<WebhookMessage>(Capacity);
    private readonly Lock _starting = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task? _sending;
    private WebhookMessage? _held;
    private long _rolls;
    private long _queued;
    private long _delivered;
    private long _attempts;
    private long _givenUp;
    private long _dropped;
    private long _duplicated;
    private long _reordered;

    /// <summary>The message that waits to be overtaken by the next one.</summary>
    public WebhookMessage? Held => Volatile.Read(ref _held);

    public WebhookTargets Targets { get; set; } = options.WebhookTargets.For(options.CompanyId);

    public WebhookCounts Counts => new(
        Interlocked.Read(ref _queued),
        Interlocked.Read(ref _delivered),
        Interlocked.Read(ref _attempts),
        Interlocked.Read(ref _givenUp),
        Interlocked.Read(ref _dropped),
        Interlocked.Read(ref _duplicated),
        Interlocked.Read(ref _reordered));

    public static string Sign(string signingKey, ReadOnlySpan<byte> body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(signingKey), body));

    /// <summary>Never waits: a message that finds the queue full is dropped and counted.</summary>
    public void Post(WebhookMessage message, bool mischief)
    {
        var dice = Dice.Of(options.Seed, Realm.Webhook, Interlocked.Increment(ref _rolls));
        if (mischief && dice.Chance(ReorderShare, Trait.Choice) && Interlocked.CompareExchange(ref _held, message, null) is null)
        {
            Interlocked.Increment(ref _reordered);
            return;
        }

        Enqueue(message);
        if (mischief && dice.Chance(DuplicateShare, Trait.Target))
        {
            Interlocked.Increment(ref _duplicated);
            Enqueue(message);
        }

        if (Interlocked.Exchange(ref _held, null) is { } overtaken)
        {
            Enqueue(overtaken);
        }
    }

    /// <summary>Lets go of a message that still waits to be overtaken, so that a quiet sandbox keeps nothing back for long.</summary>
    public void Release(WebhookMessage message)
    {
        if (Interlocked.CompareExchange(ref _held, null, message) == message)
        {
            Enqueue(message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await (_sending ?? Task.CompletedTask);
        _stopping.Dispose();
    }

    private void Enqueue(WebhookMessage message)
    {
        if (_queue.Writer.TryWrite(message))
        {
            Interlocked.Increment(ref _queued);
            Start();
        }
        else
        {
            Interlocked.Increment(ref _dropped);
            LogDropped(shared.Log, Capacity);
        }
    }

    /// <summary>With the first message: most of a thousand companies never send one.</summary>
    private void Start()
    {
        if (Volatile.Read(ref _sending) is null)
        {
            lock (_starting)
            {
                _sending ??= Task.Run(SendAllAsync);
            }
        }
    }

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (var message in _queue.Reader.ReadAllAsync(_stopping.Token))
            {
                await DeliverAsync(message);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The sandbox is being stopped; what is still queued is lost, as with a sender that crashes.
        }
    }

    private async Task DeliverAsync(WebhookMessage message)
    {
        for (var attempt = 0; attempt <= Retries; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200 * Math.Pow(4, attempt - 1)), options.TimeProvider, _stopping.Token);
            }

            Interlocked.Increment(ref _attempts);
            if (await TryDeliverAsync(message))
            {
                Interlocked.Increment(ref _delivered);
                return;
            }
        }

        Interlocked.Increment(ref _givenUp);
        LogGivenUp(shared.Log, message.Target.Authority, Retries + 1);
    }

    private async Task<bool> TryDeliverAsync(WebhookMessage message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Target) { Content = new ByteArrayContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Jobvite-Event-Signature", message.Signature ?? Sign(keys.Credentials.WebhookSigningKey, message.Body));
        try
        {
            using var response = await shared.WebhookSender.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _stopping.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !_stopping.IsCancellationRequested))
        {
            LogUnreachable(shared.Log, message.Target.Authority, problem.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A webhook was dropped: {Capacity} are already waiting")]
    private static partial void LogDropped(ILogger logger, int capacity);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A webhook to {Host} failed permanently after {Attempts} attempts")]
    private static partial void LogGivenUp(ILogger logger, string host, int attempts);

    [LoggerMessage(Level = LogLevel.Information, Message = "A webhook did not reach {Host}: {Reason}")]
    private static partial void LogUnreachable(ILogger logger, string host, string reason);
}

/// <summary>A webhook to be sent; a null signature stands for the right one.</summary>
internal sealed record WebhookMessage(Uri Target, byte[] Body, string? Signature = null);

/// <summary>What became of the webhooks so far.</summary>
/// <param name="Queued">Taken into the queue, duplicates included.</param>
/// <param name="Delivered">Answered with 2xx.</param>
/// <param name="Attempts">POSTs made, retries included.</param>
/// <param name="GivenUp">Not delivered after the last retry.</param>
/// <param name="Dropped">Not taken because the queue was full.</param>
/// <param name="Duplicated">Sent a second time on purpose.</param>
/// <param name="Reordered">Sent after a later one on purpose.</param>
public sealed record WebhookCounts(long Queued, long Delivered, long Attempts, long GivenUp, long Dropped, long Duplicated, long Reordered);

/// <summary>Where webhooks go; null: none of that sort is sent. In the URLs of the options, <c>{companyId}</c> stands for the company's id.</summary>
public sealed record WebhookTargets(Uri? Candidate, Uri? Job, Uri? Onboarding)
{
    private const string Placeholder = "{companyId}";

    internal WebhookTargets For(string companyId)
    {
        Uri? Filled(Uri? target) => target?.OriginalString.Contains(Placeholder, StringComparison.Ordinal) == true
            ? new Uri(target.OriginalString.Replace(Placeholder, Uri.EscapeDataString(companyId), StringComparison.Ordinal))
            : target;
        return new WebhookTargets(Filled(Candidate), Filled(Job), Filled(Onboarding));
    }
}
