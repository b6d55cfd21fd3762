using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Sync;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Tenants;

/// <inheritdoc cref="ITenantGrain"/>
internal sealed partial class TenantGrain(
    [PersistentState(StateNames.Company, StateNames.Storage)] IPersistentState<CompanyState> state,
    CompanyConfigurator configurator,
    CompanyViews views,
    IRunStore runs,
    ICompanyData data,
    AuditTrail audit,
    DirectoryListing listing,
    EventReplay replay,
    IScrubStore scrubs,
    TimeProvider time,
    ILogger<TenantGrain> logger) : Grain, ITenantGrain, ICompanyGrain, IRemindable
{
    private const string SyncReminder = "sync";

    // What other calls see while a write is under way: only what has been written.
    private CompanyState _written = new();

    private string CompanyId => CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _written = state.State;
        return Task.CompletedTask;
    }

    public Task<CompanyConnection?> GetConnection() => Task.FromResult(_written.Connected ? _written.ToConnection(CompanyId) : null);

    public Task<bool> IsOwnedBy(string tenantId) => Task.FromResult(_written.OwnerTenantId == tenantId);

    public Task<bool> KeepsEeoData() => Task.FromResult(_written.OwnerTenantId is not null && _written.Settings.StoreEeoData);

    public async Task<ConfigureResult> Configure(ConfigureCompany command, Caller caller, CancellationToken cancellationToken)
    {
        if (_written.OwnerTenantId is { } owner && owner != caller.TenantId)
        {
            return ConfigureResults.Taken;
        }

        var (result, changed) = await configurator.Configure(CompanyId, command, _written, caller.TenantId, cancellationToken);
        if (changed is not null)
        {
            // First: a reminder without a connection removes itself, a connection without a reminder would never sync and not say so.
            await Schedule(changed);
            if (!_written.Connected || ReadScope.Of(changed) != ReadScope.Of(_written))
            {
                // A run that reads one part with the former settings and another with the new ones would take what neither showed
                // it for deleted.
                await runs.CancelAll(CompanyId, "The settings changed what is to be read; start the sync again.", cancellationToken);
                changed = changed with { ReadScopeSince = time.GetUtcNow() };
            }

            if (_written.Settings.StoreEeoData && !changed.Settings.StoreEeoData)
            {
                // Ordered first: whatever breaks off after this can only be repeated, never forgotten. A run would go on with the former setting.
                await scrubs.Order(CompanyId, cancellationToken);
                await runs.CancelAll(CompanyId, "EEO data were switched off while they were being read; start the sync again.", cancellationToken);
            }

            await Write(changed);
            await audit.Write(CompanyId, "configure", caller, CompanyConfigurator.DescribeFields(command));
            await TellChildren();
        }

        return result;
    }

    public async Task<ConnectionTestResult> TestConnection(ConfigureCompany command, Caller caller, CancellationToken cancellationToken) =>
        await configurator.Test(CompanyId, command, _written, cancellationToken);

    public async Task<bool> Disconnect(bool deleteData, Caller caller, CancellationToken cancellationToken)
    {
        if (!Owns(caller) || (!_written.Connected && !deleteData))
        {
            return false;
        }

        // Secrets go first: whatever breaks off after this can only be repeated, never undone.
        await Write(new CompanyState { OwnerTenantId = _written.OwnerTenantId, Version = _written.Version + 1, Settings = _written.Settings });
        await audit.Write(CompanyId, deleteData ? "disconnect-and-delete" : "disconnect", caller, details: null);
        await Unschedule();
        await TellChildren(untilTheyKnow: deleteData);
        await runs.CancelAll(CompanyId, "The company was disconnected.", cancellationToken);
        if (deleteData)
        {
            await data.Delete(CompanyId, cancellationToken);
            await state.ClearStateAsync(CancellationToken.None);
            _written = state.State;
            await listing.Show(CompanyId, _written);
        }

        return true;
    }

    public async Task<CompanyConfiguration?> GetConfiguration(Caller caller) =>
        Owns(caller) && _written.Connected ? await views.Configuration(CompanyId, _written) : null;

    public async Task<SyncDiagnostics?> GetDiagnostics(Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) && _written.Connected ? await views.Diagnostics(CompanyId, _written, cancellationToken) : null;

    public async Task<string?> RotateKeys(Caller caller, CancellationToken cancellationToken)
    {
        if (!Owns(caller) || !_written.Connected)
        {
            return null;
        }

        var changed = configurator.RotateKeys(CompanyId, _written);
        await Write(changed);
        await audit.Write(CompanyId, "rotate-keys", caller, details: null);
        await TellChildren();
        return changed.OurPublicRsaKey;
    }

    public async Task<StartSyncResult> StartSync(SyncKind kind, SyncRequest request, Caller caller, CancellationToken cancellationToken)
    {
        if (!Owns(caller) || !_written.Connected)
        {
            return new StartSyncResult(StartSyncOutcome.NotConfigured);
        }

        var result = await Start(kind, request, RunTrigger.Person, cancellationToken);
        if (result.Outcome == StartSyncOutcome.Started)
        {
            await audit.Write(CompanyId, "sync", caller, $"{kind} {result.Run!.Mode}");
        }

        return result;
    }

    public async Task<SyncRun?> CancelRun(Guid runId, Caller caller, CancellationToken cancellationToken)
    {
        if (!Owns(caller) || await views.FindRun(CompanyId, runId, cancellationToken) is not { } run)
        {
            return null;
        }

        await audit.Write(CompanyId, "cancel", caller, $"{run.Kind}");
        return await Kind(run.Kind).CancelRun(runId, cancellationToken);
    }

    public async Task<DocumentList?> ListDocuments(string candidateId, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) ? await Candidates.ListDocuments(candidateId, cancellationToken) : null;

    public async Task<DocumentDownload> DownloadDocument(Guid documentId, Caller caller, CancellationToken cancellationToken)
    {
        if (!Owns(caller))
        {
            return new DocumentDownload();
        }

        var download = await Candidates.DownloadDocument(documentId, cancellationToken);
        if (download.Content is not null)
        {
            await audit.Write(CompanyId, "download", caller, $"document {documentId}");
        }

        return download;
    }

    public async Task<MilestoneResult> UpdateMilestones(string processId, MilestoneChange change, Caller caller, CancellationToken cancellationToken)
    {
        if (!Owns(caller) || !_written.Connected)
        {
            return new MilestoneResult { Found = false };
        }

        await audit.Write(CompanyId, "milestones", caller, $"process {processId}");
        return await GrainFactory.GetGrain<IOnboardingGrain>(this.GetPrimaryKeyString()).UpdateMilestones(processId, change, cancellationToken);
    }

    public async Task<bool> ReplayWebhook(Guid eventId, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) && await replay.One(CompanyId, eventId, caller, cancellationToken);

    public async Task<int> ReplayWebhooks(WebhookFilter filter, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) ? await replay.Matching(CompanyId, filter, caller, cancellationToken) : 0;

    private ICandidatesGrain Candidates => GrainFactory.GetGrain<ICandidatesGrain>(this.GetPrimaryKeyString());

    private bool Owns(Caller caller) => _written.OwnerTenantId is { } owner && owner == caller.TenantId;

    private IKindGrain Kind(SyncKind kind) => GrainFactory.GetKindGrain(kind, CompanyId);

    private async Task<StartSyncResult> Start(SyncKind kind, SyncRequest request, RunTrigger trigger, CancellationToken cancellationToken)
    {
        var history = (await runs.GetHistory(CompanyId, cancellationToken)).FirstOrDefault(h => h.Kind == kind)?.Since(_written.ReadScopeSince);
        var settings = _written.Settings.ToSettings();
        return await Kind(kind).StartSync(RunRule.Decide(kind, request, trigger, settings, history, time.GetUtcNow()), cancellationToken);
    }

    private async Task Write(CompanyState changed)
    {
        state.State = changed;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory may differ from what is stored: the next call gets a fresh activation.
            DeactivateOnIdle();
            throw;
        }

        _written = changed;
        await listing.Show(CompanyId, changed);
    }

    /// <summary>
    /// Children ask again by themselves within seconds; this only makes it sooner. Before data are deleted it is more than that: what a
    /// child has under way would be stored after the deletion, so one that does not answer makes the caller try again.
    /// </summary>
    private async Task TellChildren(bool untilTheyKnow = false)
    {
        try
        {
            await Task.WhenAll(
                Enum.GetValues<SyncKind>().Select(kind => Kind(kind).ConnectionChanged())
                    .Append(GrainFactory.GetGrain<IInboxGrain>(this.GetPrimaryKeyString()).ConnectionChanged()));
        }
        catch (Exception exception) when (!untilTheyKnow && exception is (OrleansException or TimeoutException))
        {
            LogChildrenNotTold(exception);
        }
    }
}
