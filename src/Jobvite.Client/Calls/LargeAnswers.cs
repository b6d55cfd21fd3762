using System.Threading.RateLimiting;

namespace Jobvite.Client;

/// <summary>Lets each company read one large answer at a time, so that many that have no end take no more memory than one.</summary>
internal sealed class LargeAnswers : IDisposable
{
    // A limiter that is not used is forgotten after some seconds.
    private readonly PartitionedRateLimiter<string> _turns = PartitionedRateLimiter.Create<string, string>(static tag =>
        RateLimitPartition.GetConcurrencyLimiter(tag, static _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue }));

    /// <summary>Waits for the company's turn, which ends when it is disposed.</summary>
    public ValueTask<RateLimitLease> Turn(string companyTag, CancellationToken ct) => _turns.AcquireAsync(companyTag, 1, ct);

    public void Dispose() => _turns.Dispose();
}
