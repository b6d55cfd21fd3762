using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Jobs;

/// <inheritdoc cref="IJobsGrain"/>
internal sealed class JobsGrain(KindWorkerFactory workers) : Grain, IJobsGrain
{
    private KindWorker? _worker;

    private KindWorker Worker => _worker ??= workers.Create(SyncKind.Jobs, CompanyKey.CompanyIdOf(this.GetPrimaryKeyString()), DelayDeactivation);

    public Task<StartSyncResult> StartSync(StartRun command, CancellationToken cancellationToken) => Worker.StartSync(command, cancellationToken);

    public Task<SyncRun?> CancelRun(Guid runId, CancellationToken cancellationToken) => Worker.CancelRun(runId, cancellationToken);

    public Task ResumeRun(Guid runId)
    {
        Worker.ResumeRun(runId);
        return Task.CompletedTask;
    }

    public Task Refresh()
    {
        Worker.Refresh();
        return Task.CompletedTask;
    }

    public Task ConnectionChanged() => Worker.ConnectionChanged();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }
    }
}
