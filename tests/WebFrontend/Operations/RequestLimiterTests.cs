using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Limits of tenants that come and go.</summary>
public sealed class RequestLimiterTests
{
    private static readonly FrontendSettings Settings = new() { RequestsAtOnce = 2, RequestsPerSecond = 10, RequestBurst = 3 };

    /// <summary>A limiter that fills itself keeps a timer for good: ten thousand tenants of one morning left a third of a core behind.</summary>
    [Fact]
    public void A_tenant_s_limiter_leaves_no_timer_behind()
    {
        RateLimitPartition<string>[] partitions =
        [
            new TenantRateLimit(Options.Create(Settings)).GetPartition(new Microsoft.AspNetCore.Http.DefaultHttpContext()),
            new StreamLimit(Options.Create(Settings)).GetPartition(new Microsoft.AspNetCore.Http.DefaultHttpContext()),
        ];
        Assert.All(partitions, static partition => Assert.False(Assert.IsType<ReplenishingRateLimiter>(partition.Factory(partition.PartitionKey), exactMatch: false).IsAutoReplenishing));
    }

    [Fact]
    public async Task It_is_filled_again_by_the_owner_of_the_partitions()
    {
        await using var limits = PartitionedRateLimiter.Create<string, string>(static tenant => RateLimitPartition.Get(tenant, static _ => new RequestLimiter(atOnce: 10, perSecond: 100, burst: 1)));
        using (var first = limits.AttemptAcquire("acme"))
        {
            Assert.True(first.IsAcquired);
        }

        using (var tooEarly = limits.AttemptAcquire("acme"))
        {
            Assert.False(tooEarly.IsAcquired);
            Assert.True(tooEarly.TryGetMetadata(MetadataName.RetryAfter, out _));
        }

        for (var isAcquired = false; !isAcquired; await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            using var again = limits.AttemptAcquire("acme");
            isAcquired = again.IsAcquired;
        }
    }

    [Fact]
    public void Who_is_refused_by_the_number_at_once_has_used_up_no_token()
    {
        using var limiter = new RequestLimiter(atOnce: 1, perSecond: 1, burst: 2);
        using (limiter.AttemptAcquire())
        {
            using var refused = limiter.AttemptAcquire();
            Assert.False(refused.IsAcquired);
        }

        using var second = limiter.AttemptAcquire();
        Assert.True(second.IsAcquired);
    }

    [Fact]
    public void Both_limits_end_with_it()
    {
        var limiter = new RequestLimiter(atOnce: 1, perSecond: 1, burst: 1);
        Assert.NotNull(limiter.IdleDuration);
        limiter.Dispose();
        Assert.Throws<ObjectDisposedException>(() => limiter.AttemptAcquire());
    }
}
