using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Records;

/// <summary>
/// After an upgrade fills what rows of the older program lack, a batch at a time, so that searches find them (docs/adr/0028). Looks again
/// now and then: while silos are replaced one by one, an older one may still write.
/// </summary>
internal sealed partial class RecordCompleter(IRecordCompletion records, TimeProvider time, ILogger<RecordCompleter> logger) : BackgroundService
{
    /// <summary>A tenth of a second of work; the writer of SQLite is free in between.</summary>
    public const int BatchSize = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await CompleteAll(stoppingToken);
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops; the next start goes on.
        }
    }

    /// <summary>Throws only when cancelled.</summary>
    internal async Task CompleteAll(CancellationToken cancellationToken)
    {
        var reading = new RecordReading();
        var total = 0L;
        try
        {
            while (await records.Complete(reading, BatchSize, cancellationToken) is > 0 and var count)
            {
                total += count;
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }

        if (total > 0)
        {
            LogCompleted(total);
        }
    }

    [LoggerMessage(LogLevel.Information, "Made {Count} records searchable that an older version had stored")]
    private partial void LogCompleted(long count);

    [LoggerMessage(LogLevel.Error, "Records that an older version stored could not be made searchable; it is tried again in ten minutes")]
    private partial void LogFailed(Exception exception);
}
