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

    /// <summary>Counting touches every company.</summary>
    private static readonly TimeSpan BetweenTotals = TimeSpan.FromSeconds(10);

    private long? _totalsAt;

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
            List<string> quiet = [];
            foreach (var companyId in await store.FindDue(time.GetUtcNow() - Age, AtOnce, cancellationToken))
            {
                if (await Judge(companyId, cancellationToken))
                {
                    quiet.Add(companyId);
                }
            }

            if (quiet.Count > 0)
            {
                await store.NoteJudged(quiet, cancellationToken);
            }

            if (_totalsAt is not { } counted || time.GetElapsedTime(counted) >= BetweenTotals)
            {
                instruments.HealthIs(await store.GetTotals(cancellationToken), await directory.GetTotals(cancellationToken), time);
                _totalsAt = time.GetTimestamp();
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogLookFailed(exception);
        }
    }

    /// <summary>Whether nothing about the company is new.</summary>
    private async Task<bool> Judge(string companyId, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.Watch(companyId, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The others are judged all the same.
            LogNotJudged(exception, companyId);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The companies' health could not be read; it is tried again in seconds")]
    private partial void LogLookFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The health of company {CompanyId} could not be judged; it is tried again in seconds")]
    private partial void LogNotJudged(Exception exception, string companyId);
}
