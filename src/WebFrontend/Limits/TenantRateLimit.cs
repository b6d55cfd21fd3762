using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Keeps one tenant's loop, or one tenant's slow searches, from taking the front away from the others. Jobvite's own limits are kept elsewhere, by the budget.</summary>
internal sealed class TenantRateLimit(IOptions<FrontendSettings> settings) : IRateLimiterPolicy<string>
{
    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected => static async (context, _) =>
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
        var problem = new Problem(StatusCodes.Status429TooManyRequests, "Too many requests. Try again after the time in Retry-After.") { RetryAfter = wait };
        await problem.ExecuteAsync(context.HttpContext);
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => RateLimitPartition.Get(
        PartitionOf(httpContext),
        _ => new RequestLimiter(settings.Value.RequestsAtOnce, settings.Value.RequestsPerSecond, settings.Value.RequestBurst));

    /// <summary>Whoever is not signed in, at the console's door, is told apart by address: nobody closes it for the others.</summary>
    public static string PartitionOf(HttpContext http) => http.User.FindFirst(TenantAccess.TenantClaim)?.Value is { } tenant
        ? "tenant " + tenant
        : "address " + http.Connection.RemoteIpAddress;
}
