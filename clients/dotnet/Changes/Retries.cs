using System.Net.Http.Headers;

namespace JobviteOrleans;

/// <summary>Calls again what failed for a time: as <c>Retry-After</c> says, else after 1 s, 2 s, 4 s, up to a minute.</summary>
internal sealed class Retries(TimeProvider time, Action<Exception, TimeSpan>? waiting = null)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public async Task<T> Call<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                return await call(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsPassing(exception) && !cancellationToken.IsCancellationRequested)
            {
                var wait = RetryAfter(exception) ?? TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), Longest.TotalSeconds));
                waiting?.Invoke(exception, wait);
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A cancellation that nobody asked for is the client's timeout.</summary>
    private static bool IsPassing(Exception exception) => exception switch
    {
        ApiException { StatusCode: 408 or 429 or >= 500 } => true,
        HttpRequestException or IOException or OperationCanceledException => true,
        _ => false,
    };

    private TimeSpan? RetryAfter(Exception exception)
    {
        var header = (exception as ApiException)?.Headers.FirstOrDefault(one => one.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
        if (!RetryConditionHeaderValue.TryParse(header, out var value))
        {
            return null;
        }

        var wait = value.Delta ?? value.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
