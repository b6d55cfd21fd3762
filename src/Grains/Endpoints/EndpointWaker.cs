using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Endpoints;

/// <summary>
/// Looks every second which endpoints have something to be sent, and wakes their grains. Runs in every silo: two that find the same thing
/// cost one needless call.
/// </summary>
internal sealed partial class EndpointWaker(
    IDeliveryStore deliveries,
    IGrainFactory grains,
    IOptions<EndpointOptions> options,
    GrainsInstruments instruments,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    Random random,
    ILogger<EndpointWaker> logger) : BackgroundService
{
    private const int Most = 10_000;
    private const int CallsAtOnce = 8;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenTotals = TimeSpan.FromSeconds(10);

    private DateTimeOffset _counted = DateTimeOffset.MinValue;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.WhileRunning(
        async stopping =>
        {
            var failures = 0;
            while (true)
            {
                failures = await Look(stopping) ? 0 : failures + 1;
                var pause = options.Value.Look * Math.Pow(2, Math.Min(failures, 10)) * (0.8 + (0.4 * random.NextDouble()));
                await Task.Delay(pause < LongestPause ? pause : LongestPause, time, stopping);
            }
        },
        stoppingToken);

    /// <summary>Looks once; false when the database could not be asked. Throws only when cancelled.</summary>
    internal async Task<bool> Look(CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            var found = await deliveries.FindWork(now, Most, cancellationToken);
            await Parallel.ForEachAsync(
                found, new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken }, async (endpoint, _) => await Wake(endpoint));
            if (now - _counted >= BetweenTotals || now < _counted)
            {
                instruments.EndpointsAre(await deliveries.GetTotals(cancellationToken));
                _counted = now;
            }

            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogLookFailed(exception);
            return false;
        }
    }

    private async Task Wake(EndpointKey endpoint)
    {
        try
        {
            await grains.GetGrain<IEndpointDeliveryGrain>(EndpointGrainKey.Of(endpoint.CompanyId, endpoint.Id)).Wake();
        }
        catch (Exception exception)
        {
            // One grain in trouble must not keep the others from being called.
            LogCallFailed(exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "Endpoints with something to be sent could not be looked for; it is tried again, more slowly while this lasts")]
    private partial void LogLookFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "An endpoint's grain could not be woken; it is tried again")]
    private partial void LogCallFailed(Exception exception);
}
