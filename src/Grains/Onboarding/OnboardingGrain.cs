using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;

namespace Jobvite.Grains.Onboarding;

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
        if (await reader.GetProcess(CompanyId, processId, cancellationToken) is not { DeletedAt: null } || await Link.Get() is not { } connection)
        {
            return new MilestoneResult { Found = false };
        }

        IJobviteClient client;
        try
        {
            client = Link.CreateClient(connection, BudgetPriority.Person, PersonsPatience);
        }
        catch (CryptographicException)
        {
            return new MilestoneResult { Found = true, Error = UnreadableSecrets.Refusal, WhatToDo = UnreadableSecrets.WhatToDo };
        }

        return await new MilestoneWriter(client, connection, pages, reader, time).Write(processId, change, cancellationToken);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }
    }
}
