using System.Threading.RateLimiting;

namespace Jobvite.WebFrontend;

/// <summary>
/// How many requests at once, and how many a second. It owns both limiters: a chained limiter does not dispose its links, and a bucket that fills itself
/// keeps a timer, so that each tenant that came back after ten quiet seconds would leave one behind for good. The owner of the partitions fills this one.
/// </summary>
internal sealed class RequestLimiter : ReplenishingRateLimiter
{
    private readonly ConcurrencyLimiter _atOnce;
    private readonly TokenBucketRateLimiter _bucket;
    private readonly RateLimiter _both;

    /// <param name="atOnce">Requests at once.</param>
    /// <param name="perSecond">Requests a second in the long run.</param>
    /// <param name="burst">Requests that may come at once after a pause.</param>
    public RequestLimiter(int atOnce, int perSecond, int burst)
    {
        _atOnce = new(new() { PermitLimit = atOnce, QueueLimit = 0 });
        _bucket = new(new() { TokenLimit = burst, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0, AutoReplenishment = false });

        // First: who is refused by the number at once has used up no token.
        _both = CreateChained(_atOnce, _bucket);
    }

    public override TimeSpan? IdleDuration => _both.IdleDuration;

    public override bool IsAutoReplenishing => false;

    public override TimeSpan ReplenishmentPeriod => _bucket.ReplenishmentPeriod;

    public override RateLimiterStatistics? GetStatistics() => _both.GetStatistics();

    public override bool TryReplenish() => _bucket.TryReplenish();

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => _both.AttemptAcquire(permitCount);

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => _both.AcquireAsync(permitCount, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        _both.Dispose();
        _bucket.Dispose();
        _atOnce.Dispose();
        base.Dispose(disposing);
    }
}
