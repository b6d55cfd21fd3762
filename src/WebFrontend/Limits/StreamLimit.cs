using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>
/// Event streams stay open for minutes, and reads of changes may wait, so they have a small limit of their own and take nothing from a tenant's other requests. The rate at which
/// they are opened is limited as for any request. People who look at the console and programs that follow the API do not take each other's.
/// </summary>
internal sealed class StreamLimit(IOptions<FrontendSettings> settings) : IRateLimiterPolicy<string>
{
    public const string Name = "streams";

    private static readonly TimeSpan ComeAgainIn = TimeSpan.FromSeconds(5);

    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected => async (context, _) =>
    {
        var error = $"This tenant has {settings.Value.StreamsAtOnce} event streams or reads of changes open, the most at once. Close one, or read at intervals instead.";
        await new Problem(StatusCodes.Status429TooManyRequests, error) { RetryAfter = ComeAgainIn }.ExecuteAsync(context.HttpContext);
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => RateLimitPartition.Get(
        (httpContext.GetEndpoint()?.Metadata.GetMetadata<Console.ConsolePage>() is null ? "" : "console ") + TenantRateLimit.PartitionOf(httpContext),
        _ => new RequestLimiter(settings.Value.StreamsAtOnce, settings.Value.RequestsPerSecond, settings.Value.RequestBurst));
}
