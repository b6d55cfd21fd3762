using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Health;

/// <summary>
/// Judges every company every ten seconds, more seldom when there are many, and keeps the figures of <c>/metrics</c>. Runs in every silo:
/// each takes what was judged longest ago, so several share the work.
/// </summary>
internal sealed partial class HealthWatch(
    IHealthStore store,
    ICompanyDirectory directory,
    HealthReader reader,
    GrainsInstruments instruments,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<HealthWatch> logger) : BackgroundService
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(8);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.WhileRunning(
        async stopping =>
        {
            while (true)
            {
                await Look(stopping);
                await Task.Delay(Pause, time, stopping);
            }
        },
        stoppingToken);

    /// <summary>Judges what is due. Throws only when cancelled.</summary>
    internal async Task Look(CancellationToken cancellationToken)
    {
        instruments.ShowEverySeries();
        try
        {
            foreach (var companyId in await store.FindDue(time.GetUtcNow() - Age, AtOnce, cancellationToken))
            {
                await Judge(companyId, cancellationToken);
            }

            instruments.HealthIs(await store.GetTotals(cancellationToken), await directory.GetTotals(cancellationToken), time);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogLookFailed(exception);
        }
    }

    private async Task Judge(string companyId, CancellationToken cancellationToken)
    {
        try
        {
            await reader.Watch(companyId, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The others are judged all the same.
            LogNotJudged(exception, companyId);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The companies' health could not be read; it is tried again in seconds")]
    private partial void LogLookFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The health of company {CompanyId} could not be judged; it is tried again in seconds")]
    private partial void LogNotJudged(Exception exception, string companyId);
}
