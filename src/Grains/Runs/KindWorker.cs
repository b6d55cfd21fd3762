using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Refreshes;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Runs;

/// <summary>
/// What the three kind grains have in common: at most one run executing and at most one refresh loop, both as background work of the
/// activation, so that no call holds a turn while Jobvite answers. Lives inside one activation; every continuation runs on its scheduler.
/// </summary>
internal sealed partial class KindWorker(
    string companyId,
    IPageSource source,
    CompanyLink link,
    RunExecutor executor,
    RefreshLoop refreshes,
    IRunStore runs,
    TimeProvider time,
    Action<TimeSpan> keepAlive,
    ILogger<KindWorker> logger) : IAsyncDisposable
{
    /// <summary>Far longer than the pause between two signs of life of anything that runs here.</summary>
    private static readonly TimeSpan WhileWorking = TimeSpan.FromMinutes(30);

    private readonly CancellationTokenSource _stopping = new();
    private CancellationTokenSource _cancelRun = new();
    private Task _execution = Task.CompletedTask;
    private readonly HashSet<Guid> _executing = [];
    private CancellationTokenSource _cancelRefresh = new();
    private Task _refresh = Task.CompletedTask;
    private bool _refreshAgain;

    /// <inheritdoc cref="IKindGrain.StartSync"/>
    public async Task<StartSyncResult> StartSync(StartRun command, CancellationToken cancellationToken)
    {
        if (await link.Get(command.Version) is not { } connection)
        {
            return new StartSyncResult(StartSyncOutcome.NotConfigured);
        }

        if (!source.IsEnabled(connection.Settings))
        {
            return new StartSyncResult(StartSyncOutcome.SwitchedOff);
        }

        var start = await runs.StartOrJoin(
            new NewRun
            {
                RunId = Guid.CreateVersion7(time.GetUtcNow()),
                CompanyId = companyId,
                Kind = source.Kind,
                Mode = command.Mode,
                Trigger = command.Trigger,
                Limit = command.Limit,
                ChangedSince = command.ChangedSince,
                SourceSince = command.SourceSince,
                Confirms = command.Confirms,
            },
            cancellationToken);
        Execute(start.Run.RunId);
        return start.Waits
            ? new StartSyncResult(StartSyncOutcome.Queued, start.Run)
            : new StartSyncResult(start.Joined ? StartSyncOutcome.Joined : StartSyncOutcome.Started, start.Run with { Status = RunStatus.Running });
    }

    /// <inheritdoc cref="IKindGrain.CancelRun"/>
    public async Task<SyncRun?> CancelRun(Guid runId, CancellationToken cancellationToken)
    {
        var run = await runs.RequestCancel(companyId, runId, cancellationToken);
        if (run is { IsEnded: false })
        {
            // Whoever executes it, here or (after a crash) nobody: taking it finds the request and ends it.
            Execute(runId);
            await _cancelRun.CancelAsync();
        }

        return run;
    }

    /// <inheritdoc cref="IKindGrain.ResumeRun"/>
    public void ResumeRun(Guid runId) => Execute(runId);

    /// <inheritdoc cref="IKindGrain.Refresh"/>
    public void Refresh()
    {
        _refreshAgain = true;
        refreshes.Hint();
        if (_refresh.IsCompleted && !_stopping.IsCancellationRequested)
        {
            _refresh = RefreshUntilQuiet();
        }
    }

    /// <inheritdoc cref="IKindGrain.ConnectionChanged"/>
    public async Task ConnectionChanged()
    {
        link.Drop();
        var connected = await link.Get() is not null;
        if (!connected)
        {
            await _cancelRun.CancelAsync();
        }

        // A run's pages are refused by the store once it has ended. A refresh belongs to no run: what it has read with the former settings
        // must not be written behind the back of a deletion that follows, nor staging's records among production's.
        await _cancelRefresh.CancelAsync();
        await _refresh;
        _cancelRefresh.Dispose();
        _cancelRefresh = new CancellationTokenSource();
        if (connected)
        {
            Refresh();
        }
    }

    /// <summary>The activation goes away: background work stops at its next await, its run stays under way for the next activation.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_execution, _refresh);
        _stopping.Dispose();
        _cancelRun.Dispose();
        _cancelRefresh.Dispose();
    }

    private void Execute(Guid runId)
    {
        // A run that waits stands behind the one under way, as it does on record.
        if (!_stopping.IsCancellationRequested && _executing.Add(runId))
        {
            _execution = ExecuteAfter(_execution, runId);
        }
    }

    private async Task ExecuteAfter(Task former, Guid runId)
    {
        await former;
        _cancelRun.Dispose();
        _cancelRun = new CancellationTokenSource();
        try
        {
            keepAlive(WhileWorking);
            await executor.Execute(runId, () => keepAlive(WhileWorking), _cancelRun.Token, _stopping.Token);
            refreshes.AfterRun();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The run stays under way; the next activation, or another silo's sweeper, goes on from its cursor.
        }
        catch (Exception exception)
        {
            // Storage that is away, a bug: the run keeps its cursor and the sweeper brings it back when its heartbeat is old.
            LogExecutionFailed(exception, source.Kind);
        }
        finally
        {
            _executing.Remove(runId);
        }
    }

    private async Task RefreshUntilQuiet()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, _cancelRefresh.Token);
        try
        {
            while (_refreshAgain && !stop.IsCancellationRequested)
            {
                _refreshAgain = false;
                keepAlive(WhileWorking);
                await refreshes.RunOnce(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Events stay due; the sweeper brings them back.
        }
        catch (Exception exception)
        {
            LogRefreshFailed(exception, source.Kind);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} run: its execution broke off; it goes on from its cursor when its heartbeat is old.")]
    private partial void LogExecutionFailed(Exception exception, SyncKind kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} refresh broke off; its events stay due.")]
    private partial void LogRefreshFailed(Exception exception, SyncKind kind);
}
