using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using ClientOperation = Jobvite.Client.MilestoneOperation;
using MilestoneOperation = Jobvite.Grains.Interfaces.MilestoneOperation;

namespace Jobvite.Grains.Sync;

/// <inheritdoc cref="IOnboardingGrain"/>
internal sealed class OnboardingGrain(
    KindWorkerFactory workers, CompanyLinkFactory links, OnboardingPages pages, IRecordReader reader, TimeProvider time) : Grain, IOnboardingGrain
{
    private static readonly TimeSpan PersonsPatience = TimeSpan.FromSeconds(8);

    private KindWorker? _worker;
    private CompanyLink? _link;

    private string CompanyId => CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());

    private KindWorker Worker => _worker ??= workers.Create(SyncKind.Onboarding, CompanyId, DelayDeactivation);

    private CompanyLink Link => _link ??= links.Create(CompanyId);

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

    public Task ConnectionChanged()
    {
        Link.Drop();
        return Worker.ConnectionChanged();
    }

    public async Task<MilestoneResult> UpdateMilestones(string processId, MilestoneChange change, CancellationToken cancellationToken)
    {
        if (await reader.GetProcess(CompanyId, processId, cancellationToken) is null || await Link.Get() is not { } connection)
        {
            return new MilestoneResult { Found = false };
        }

        try
        {
            var client = Link.CreateClient(connection, BudgetPriority.Person, PersonsPatience);
            var operation = change.Operation == MilestoneOperation.Set ? ClientOperation.Set : ClientOperation.Add;
            await client.UpdateMilestonesAsync(new MilestoneUpdate([processId], change.Milestones, operation), cancellationToken);
            await pages.ReadAgain(
                client, [processId], (_, readAt, _) => new RefreshWrite { CompanyId = CompanyId, ReadAt = readAt }, connection, new RefreshCosts(time), cancellationToken);
        }
        catch (BudgetExhaustedException exhausted)
        {
            return new MilestoneResult { Found = true, Error = exhausted.Message, WhatToDo = "Try again later.", RetryAfter = exhausted.RetryAfter };
        }
        catch (JobviteException exception)
        {
            var failure = exception.Failure;
            return new MilestoneResult { Found = true, Error = failure.Message, WhatToDo = failure.WhatToDo, RetryAfter = failure.RetryAfter };
        }

        return new MilestoneResult { Found = true, Process = await reader.GetProcess(CompanyId, processId, cancellationToken) };
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }
    }
}
