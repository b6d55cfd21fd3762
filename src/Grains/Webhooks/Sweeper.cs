using Jobvite.Grains.Runs;
using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Webhooks;

/// <summary>
/// Looks every few seconds for due events and for runs whose owner died, and calls their grain, so that recovery needs no luck.
/// Runs in every silo: two that find the same thing cost one needless call.
/// </summary>
internal sealed partial class Sweeper(
    IEventStore events,
    IRunStore runs,
    IGrainFactory grains,
    IOptions<WebhookOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    Random random,
    ILogger<Sweeper> logger) : BackgroundService
{
    private const int MostInboxes = 1000;
    private const int MostRuns = 200;
    private const int CallsAtOnce = 8;
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.WhileRunning(
        async stopping =>
        {
            await Task.Delay(options.Value.SweepInterval * random.NextDouble(), time, stopping);
            var failures = 0;
            while (true)
            {
                failures = await Sweep(stopping) ? 0 : failures + 1;
                await Task.Delay(Pause(failures), time, stopping);
            }
        },
        stoppingToken);

    /// <summary>Looks once; false when the database could not be asked. Throws only when cancelled.</summary>
    internal async Task<bool> Sweep(CancellationToken cancellationToken)
    {
        var due = await Find("events", token => events.FindDue(time.GetUtcNow(), MostInboxes, token), cancellationToken);
        var unattended = await Find(
            "runs", token => runs.FindUnattended(time.GetUtcNow() - options.Value.UnattendedAfter, MostRuns, token), cancellationToken);
        await Call(due ?? [], inbox => grains.GetKindGrain(inbox.Source.ToKind(), inbox.CompanyId).Refresh(), cancellationToken);
        await Call(unattended ?? [], run => grains.GetKindGrain(run.Kind, run.CompanyId).ResumeRun(run.RunId), cancellationToken);
        return due is not null && unattended is not null;
    }

    /// <summary>The wait before the next look: spread by a fifth to either side, and longer while the database fails.</summary>
    private TimeSpan Pause(int failures)
    {
        var interval = options.Value.SweepInterval;
        var pause = interval * Math.Pow(2, Math.Min(failures, 10)) * (0.8 + (0.4 * random.NextDouble()));
        return failures > 0 && pause > LongestBackoff && LongestBackoff > interval ? LongestBackoff : pause;
    }

    private async Task<IReadOnlyList<T>?> Find<T>(
        string what, Func<CancellationToken, Task<IReadOnlyList<T>>> find, CancellationToken cancellationToken)
    {
        try
        {
            return await find(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogLookFailed(exception, what);
            return null;
        }
    }

    private Task Call<T>(IReadOnlyList<T> found, Func<T, Task> call, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        found,
        new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken },
        async (item, _) =>
        {
            try
            {
                await call(item);
            }
            catch (Exception exception)
            {
                // One grain in trouble must not keep the others from being called.
                LogCallFailed(exception);
            }
        });

    [LoggerMessage(LogLevel.Error, "The sweeper could not look for {What}; it tries again, more slowly while this lasts")]
    private partial void LogLookFailed(Exception exception, string what);

    [LoggerMessage(LogLevel.Warning, "The sweeper could not wake a grain; it tries again")]
    private partial void LogCallFailed(Exception exception);
}
