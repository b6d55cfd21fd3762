using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Webhooks;

/// <summary>
/// Stores events by group commit: one statement for everything that arrived while others were under way, and no timer, so a lone event
/// is stored at once and a thousand cost little more. As many statements at once as the store says. One per silo, shared fairly by its
/// companies. Whoever waits is always answered, at the latest when the silo stops.
/// </summary>
internal sealed partial class EventAppender : IHostedService, IAsyncDisposable
{
    private const long LargestBatchBytes = 8 * 1024 * 1024;

    private readonly IEventStore _store;
    private readonly GrainsInstruments _instruments;
    private readonly ILogger<EventAppender> _logger;
    private readonly int _batchSize;
    private readonly AppendQueue _queue;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly SemaphoreSlim _free;
    private Task? _writing;
    private bool _overloaded;
    private bool _disposed;

    public EventAppender(IEventStore store, IOptions<WebhookOptions> options, GrainsInstruments instruments, ILogger<EventAppender> logger)
    {
        (_store, _instruments, _logger) = (store, instruments, logger);
        _batchSize = options.Value.BatchSize;
        _free = new SemaphoreSlim(store.AppendsAtOnce);
        _queue = new AppendQueue(options.Value.QueuedEvents, options.Value.QueuedMebibytes * 1024L * 1024L);
    }

    /// <summary>Answers once the event is durable, or at once when too much is waiting, of its company or altogether.</summary>
    /// <param name="event">Not changed afterwards.</param>
    /// <param name="cancellationToken">Ends the waiting; the event may be stored all the same.</param>
    public Task<AppendOutcome> Append(NewEvent @event, CancellationToken cancellationToken)
    {
        var request = new AppendRequest(@event);

        if (!_queue.TryAdd(request))
        {
            if (!Interlocked.Exchange(ref _overloaded, true))
            {
                LogOverloaded();
            }

            return Task.FromResult(AppendOutcome.Overloaded);
        }

        _instruments.AppendQueueChanged(1);
        return request.Answer.WaitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing ??= Task.Run(WriteAll, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Takes nothing new and stores what waits; what cannot be stored in time is answered as not stored.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Close();
        _writing ??= Task.Run(WriteAll, CancellationToken.None);
        await using (cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _giveUp))
        {
            await _writing;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The container comes by twice, since the appender is registered both as itself and as a hosted service.
        if (!_disposed)
        {
            _disposed = true;
            await StopAsync(new CancellationToken(canceled: true));
            _giveUp.Dispose();
            _free.Dispose();
        }
    }

    /// <summary>Waits for events and for a free statement, in this order, and then takes all that has come meanwhile.</summary>
    private async Task WriteAll()
    {
        while (await _queue.WaitToTake())
        {
            await _free.WaitAsync();
            var batch = new List<AppendRequest>();
            _queue.Take(batch, _batchSize, LargestBatchBytes);
            if (_queue.IsEmpty)
            {
                // One line in the log for each time that too much was waiting, not one for each webhook.
                Interlocked.Exchange(ref _overloaded, false);
            }

            // Not awaited: it says by the semaphore that it has ended, and it never fails.
            _ = Write(batch);
        }

        for (var ended = 0; ended < _store.AppendsAtOnce; ended++)
        {
            await _free.WaitAsync();
        }
    }

    private async Task Write(List<AppendRequest> batch)
    {
        try
        {
            await Store(batch);
        }
        finally
        {
            _free.Release();
        }
    }

    private async Task Store(List<AppendRequest> batch)
    {
        try
        {
            await _store.Append(batch.ConvertAll(request => request.Event), _giveUp.Token);
            _instruments.BatchAppended(batch.Count);
            Answer(batch, AppendOutcome.Stored);
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            LogGivenUp(batch.Count);
            Answer(batch, AppendOutcome.Overloaded);
        }
        catch (StorageUnavailableException exception)
        {
            LogStorageUnavailable(exception, batch.Count);
            Answer(batch, AppendOutcome.Failed);
        }
        catch (Exception exception) when (batch.Count > 1)
        {
            // One event that the database cannot take must not take the others down with it.
            LogBatchRefused(exception, batch.Count);
            foreach (var request in batch)
            {
                await Store([request]);
            }
        }
        catch (Exception exception)
        {
            // The loop must outlive any one event; its sender is told that nothing was stored.
            LogEventRefused(exception, batch[0].Event.Id);
            Answer(batch, AppendOutcome.Failed);
        }
    }

    private void Answer(List<AppendRequest> batch, AppendOutcome outcome)
    {
        foreach (var request in batch)
        {
            _queue.Release(request);
            _instruments.AppendQueueChanged(-1);
            request.Complete(outcome);
        }
    }

    [LoggerMessage(LogLevel.Error, "The database is unavailable: {Count} webhook(s) were not stored and their senders were told to come back")]
    private partial void LogStorageUnavailable(Exception exception, int count);

    [LoggerMessage(LogLevel.Warning, "Too many webhooks wait to be stored, or the silo is stopping: senders are told to come back until the queue is empty")]
    private partial void LogOverloaded();

    [LoggerMessage(LogLevel.Warning, "{Count} webhooks could not be stored together; they are stored one by one")]
    private partial void LogBatchRefused(Exception exception, int count);

    [LoggerMessage(LogLevel.Error, "Webhook {EventId} could not be stored; its sender was told to come back")]
    private partial void LogEventRefused(Exception exception, Guid eventId);

    [LoggerMessage(LogLevel.Warning, "The silo stopped before {Count} webhook(s) were stored; their senders were told to come back")]
    private partial void LogGivenUp(int count);
}
