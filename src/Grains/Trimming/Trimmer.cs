using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Trimming;

/// <summary>
/// Removes old events, runs and audit entries, a small batch at a time and with pauses between, so that nobody feels it. Runs in every
/// silo: whoever comes first works, the others find nothing to do or somebody at it.
/// </summary>
internal sealed partial class Trimmer(
    IHistoryTrimmer history, IErasureStore erasures, IDeletedRecords deleted, IOptions<RetentionOptions> retention, TimeProvider time, Random random, GrainsInstruments instruments, ILogger<Trimmer> logger)
    : BackgroundService
{
    /// <summary>From one look to the next, spread by a fifth to either side.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Two milliseconds of work for PostgreSQL; the one writer of SQLite is busy for some ten.</summary>
    public const int BatchSize = 200;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>How much longer than its batch a pause is: a database that is busy gets more rest.</summary>
    private const int PausesPerBatch = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // An erasure that was killed may have left a log behind.
            await Settle(stoppingToken);

            // Silos that are started together do not look together, nor while they are still busy with starting.
            await Task.Delay(Interval * (0.1 + (0.9 * random.NextDouble())), time, stoppingToken);
            while (true)
            {
                await Settle(stoppingToken);
                await TrimAll(stoppingToken);
                await EmptyDeleted(stoppingToken);
                await Task.Delay(Interval * (0.8 + (0.4 * random.NextDouble())), time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops; what is left is as old tomorrow.
        }
    }

    /// <summary>Removes everything that is old enough now. Throws only when cancelled.</summary>
    internal async Task TrimAll(CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<History>())
        {
            if (retention.Value.Of(kind) is { } keep)
            {
                await Trim(kind, time.GetUtcNow() - keep, cancellationToken);
            }
        }
    }

    /// <summary>Empties records that are gone at Jobvite long enough. Throws only when cancelled.</summary>
    internal async Task EmptyDeleted(CancellationToken cancellationToken)
    {
        var total = 0L;
        var most = retention.Value.DeletedRecords;
        await Repeat(
            async () =>
            {
                var batch = await deleted.Empty(most == TimeSpan.Zero ? null : most, BatchSize, cancellationToken);
                total += batch.Records;
                return batch.HasMore;
            },
            LogNotEmptied,
            cancellationToken);
        if (total > 0)
        {
            LogEmptied(total);
        }
    }

    private async Task Settle(CancellationToken cancellationToken)
    {
        try
        {
            await erasures.Settle(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnsettled(exception);
        }
    }

    private async Task Trim(History kind, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0L;
        TrimMark? after = null;
        await Repeat(
            async () =>
            {
                if (await history.Trim(kind, before, after, BatchSize, cancellationToken) is not { } batch)
                {
                    return false;
                }

                removed += batch.Removed;
                instruments.HistoryTrimmed(kind, batch.Removed);
                after = batch.Last;
                return batch.Looked == BatchSize;
            },
            exception => LogFailed(exception, kind),
            cancellationToken);
        if (removed > 0)
        {
            LogTrimmed(removed, kind, before);
        }
    }

    /// <summary>Runs batches with pauses between them, until one says that there are no more. After a failure, the next look tries again.</summary>
    private async Task Repeat(Func<Task<bool>> batch, Action<Exception> failed, CancellationToken cancellationToken)
    {
        try
        {
            var start = time.GetTimestamp();
            while (await batch())
            {
                var pause = time.GetElapsedTime(start) * PausesPerBatch;
                await Task.Delay(pause > ShortestPause ? pause : ShortestPause, time, cancellationToken);
                start = time.GetTimestamp();
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What comes next may go all the same.
            failed(exception);
        }
    }

    [LoggerMessage(LogLevel.Information, "Removed {Count} rows of {History} from before {Before:u}")]
    private partial void LogTrimmed(long count, History history, DateTimeOffset before);

    [LoggerMessage(LogLevel.Information, "Emptied {Count} records that have been gone at Jobvite long enough")]
    private partial void LogEmptied(long count);

    [LoggerMessage(LogLevel.Error, "Records that are gone at Jobvite could not be emptied; it is tried again in about ten minutes")]
    private partial void LogNotEmptied(Exception exception);

    [LoggerMessage(LogLevel.Error, "A log that may hold erased data could not be emptied; it is tried again in about ten minutes")]
    private partial void LogUnsettled(Exception exception);

    [LoggerMessage(LogLevel.Error, "Old rows of {History} could not be removed; it is tried again in about ten minutes")]
    private partial void LogFailed(Exception exception, History history);
}
