using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Refreshes;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Runs;

/// <summary>
/// The only writer of a company's records of one kind: at most one run executing and at most one refresh loop, both as background work of
/// the activation, so that no call waits while Jobvite answers. The three kinds differ in their source and in what else is asked of them.
/// </summary>
internal abstract partial class KindGrain : Grain, IKindGrain, IAsyncDisposable
{
    /// <summary>Far longer than the pause between two signs of life of anything that runs here.</summary>
    private static readonly TimeSpan WhileWorking = TimeSpan.FromMinutes(30);

    private readonly IKindSource _source;
    private readonly IRunStore _runs;
    private readonly IRecordStore _records;
    private readonly TimeProvider _time;
    private readonly RunExecutor _executor;
    private readonly RefreshLoop _refreshes;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<Guid> _executing = [];
    private CancellationTokenSource _cancelRun = new();
    private Task _execution = Task.CompletedTask;

    protected KindGrain(IKindSource source, KindServices services)
    {
        (_source, _runs, _records, _time) = (source, services.Runs, services.Records, services.Time);
        _logger = services.Logger;
        CompanyId = CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());
        Link = new CompanyLink(CompanyId, GrainFactory, services.Opener, services.Clients, _time, services.Contacts);
        _executor = new RunExecutor(CompanyId, source, Link, _runs, _records, _time, services.RunLogger);
        _refreshes = new RefreshLoop(
            CompanyId,
            source,
            Link,
            services.Events,
            services.Retries.Value,
            services.Retention.Value.Of(History.SettledEvents),
            new Random(),
            _time,
            KeepAlive,
            services.RefreshLogger,
            services.Instruments);
    }

    protected string CompanyId { get; }

    protected CompanyLink Link { get; }

    public async Task<StartSyncResult> StartSync(StartRun command, CancellationToken cancellationToken)
    {
        if (await Link.Get(command.Version) is not { } connection)
        {
            return new StartSyncResult(StartSyncOutcome.NotConfigured);
        }

        if (!_source.IsEnabled(connection.Settings))
        {
            return new StartSyncResult(StartSyncOutcome.SwitchedOff);
        }

        var start = await _runs.StartOrJoin(
            new NewRun
            {
                RunId = Guid.CreateVersion7(_time.GetUtcNow()),
                CompanyId = CompanyId,
                Kind = _source.Kind,
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

    public async Task<SyncRun?> CancelRun(Guid runId, CancellationToken cancellationToken)
    {
        var run = await _runs.RequestCancel(CompanyId, runId, cancellationToken);
        if (run is { IsEnded: false })
        {
            // Whoever executes it, here or (after a crash) nobody: taking it finds the request and ends it.
            Execute(runId);
            await _cancelRun.CancelAsync();
        }

        return run;
    }

    public Task<DeletionApproval> ApproveDeletion(Guid runId, CancellationToken cancellationToken) => _records.ApproveDeletion(CompanyId, runId, cancellationToken);

    public Task ResumeRun(Guid runId)
    {
        Execute(runId);
        return Task.CompletedTask;
    }

    public Task Refresh()
    {
        if (!_stopping.IsCancellationRequested)
        {
            _refreshes.Wake();
        }

        return Task.CompletedTask;
    }

    public async Task ConnectionChanged()
    {
        Link.Drop();
        var connected = await Link.Get() is not null;
        if (!connected)
        {
            await _cancelRun.CancelAsync();
        }

        // A run's pages are refused by the store once it has ended. A refresh belongs to no run: what it has read with the former settings
        // must not be written behind the back of a deletion that follows, nor staging's records among production's.
        await _refreshes.Stop();
        if (connected)
        {
            await Refresh();
        }
    }

    /// <summary>The activation goes away: background work stops at its next await, its run stays under way for the next activation.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_execution, _refreshes.Stop());
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        _cancelRun.Dispose();
        _refreshes.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A run has ended here: whatever waits for quiet times may start.</summary>
    protected virtual void RunEnded()
    {
    }

    private void KeepAlive() => DelayDeactivation(WhileWorking);

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
            KeepAlive();
            await _executor.Execute(runId, KeepAlive, _cancelRun.Token, _stopping.Token);
            RunEnded();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The run stays under way; the next activation, or another silo's sweeper, goes on from its cursor.
        }
        catch (Exception exception)
        {
            // Storage that is away, a bug: the run keeps its cursor and the sweeper brings it back when its heartbeat is old.
            LogExecutionFailed(exception, _source.Kind);
        }
        finally
        {
            _executing.Remove(runId);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} run: its execution broke off; it goes on from its cursor when its heartbeat is old.")]
    private partial void LogExecutionFailed(Exception exception, SyncKind kind);
}
