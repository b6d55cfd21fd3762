using System.Collections.Immutable;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Silos;
using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <inheritdoc cref="ITenantGrain"/>
internal sealed class TenantGrain(
    [PersistentState(StateNames.Company, StateNames.Storage)] IPersistentState<CompanyState> state,
    CompanyConfigurator configurator,
    CompanyViews views,
    CompanyChildren children,
    CompanyReminder reminder,
    CompanyDeletionFactory deletions,
    RunStarter starter,
    IRunStore runs,
    AuditTrail audit,
    DirectoryListing listing,
    EventReplay replay,
    SettingsChange settings,
    LocalCompanies localCompanies,
    TimeProvider time) : Grain, ITenantGrain, ICompanyGrain, IRemindable
{
    // What other calls see while a write is under way: only what has been written.
    private CompanyState _written = new();
    private CompanyDeletion? _deletion;

    private string CompanyId => CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());
    private CompanyDeletion Deletion => _deletion ??= deletions.Create(CompanyId, () => _written, Forget);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        localCompanies.Add(CompanyId);
        _written = state.State;
        if (_written.IsDeleting)
        {
            ContinueDeletion();
        }
        else if (_written.Connected && await configurator.Renew(CompanyId, _written) is var noted && noted != _written)
        {
            await Write(await settings.Prepare(CompanyId, _written, noted, "Jobvite's address changed; start the sync again.", cancellationToken));
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        localCompanies.Remove(CompanyId);
        return _deletion?.DisposeAsync().AsTask() ?? Task.CompletedTask;
    }

    public Task<CompanyConnection?> GetConnection() => Task.FromResult(_written.Connected ? _written.ToConnection(CompanyId) : null);

    public Task<bool> IsOwnedBy(string tenantId) => Task.FromResult(_written.BelongsTo(tenantId));

    public Task<DateTimeOffset?> GetDeletion(string tenantId) => Task.FromResult(_written.OwnerTenantId == tenantId ? _written.DeletionOrderedAt : null);

    public Task<SyncSettings?> GetSettings() => Task.FromResult(_written.OwnerTenantId is null ? null : _written.Settings.ToSettings());

    public Task<ConfigureResult> Configure(ConfigureCompany command, Caller caller, CancellationToken cancellationToken) =>
        Claim(command, accepted: null, caller, cancellationToken);

    public Task<ImportResult> Compare(ConfigureCompany command, string tenantId) => Task.FromResult(configurator.Compare(CompanyId, command, _written, tenantId));

    public async Task<ConfigureResult> Claim(ConfigureCompany command, ConnectionTestResult? accepted, Caller caller, CancellationToken cancellationToken)
    {
        if (_written.OwnerTenantId is { } owner && owner != caller.TenantId)
        {
            return ConfigureResults.Taken;
        }

        if (_written.IsDeleting)
        {
            ContinueDeletion();
            return ConfigureResults.Deleting;
        }

        var (result, changed) = await configurator.Configure(CompanyId, command, _written, caller.TenantId, accepted, cancellationToken);
        if (changed is null)
        {
            return await audit.Refused(CompanyId, _written, result, caller);
        }

        // First: a reminder without a connection removes itself, a connection without a reminder would never sync and not say so.
        var before = _written;
        await reminder.Schedule(this, CompanyId, changed);
        await listing.Announce(CompanyId, changed);
        await Write(await settings.Prepare(CompanyId, _written, changed, "The settings changed what is to be read; start the sync again.", cancellationToken));
        await audit.Configured(CompanyId, before, _written, caller);
        await children.ConnectionChanged(CompanyId);
        return result with { Warning = await views.JoinSourceWarnings(result.Warning, CompanyId, _written) };
    }

    public Task<ConnectionTestResult> TestConnection(ConfigureCompany command, Caller caller, CancellationToken cancellationToken) =>
        configurator.Test(CompanyId, command, _written, caller, cancellationToken);

    public async Task<bool> Disconnect(bool deleteData, Caller caller, CancellationToken cancellationToken)
    {
        if (_written.OwnerTenantId != caller.TenantId || (!_written.Connected && !deleteData))
        {
            return false;
        }

        if (deleteData)
        {
            await Delete(released: null, caller, cancellationToken);
            return true;
        }

        // Secrets go first: whatever breaks off after this can only be repeated, never undone.
        await Write(_written.Disconnect(deletionOrderedAt: null));
        await audit.Write(CompanyId, AuditActions.Disconnect, caller, details: null);
        await CompanyReminder.Remove(this);
        await children.ConnectionChanged(CompanyId);
        await runs.CancelAll(CompanyId, "The company was disconnected.", cancellationToken);
        return true;
    }

    public async Task<CompanyRelease> Release(Caller caller, CancellationToken cancellationToken)
    {
        if (_written.OwnerTenantId is null)
        {
            return new CompanyRelease(WasOwned: false, IsFree: true);
        }

        await Delete(released: true, caller, cancellationToken);
        return new CompanyRelease(WasOwned: true, IsFree: _written.OwnerTenantId is null);
    }

    /// <summary>A tick says only "look what is due": it may come late, twice, or not at all.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_written.IsDeleting)
        {
            ContinueDeletion();
            return;
        }

        if (!_written.Connected)
        {
            await CompanyReminder.Remove(this);
            await listing.Show(CompanyId, _written);
            return;
        }

        if (status.Period != CompanyReminder.Interval(_written))
        {
            // A deletion was about to be ordered and was not.
            await reminder.Schedule(this, CompanyId, _written);
        }

        await listing.Show(CompanyId, _written);
        await starter.StartDue(CompanyId, _written);
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
        await audit.Write(CompanyId, AuditActions.RotateKeys, caller, details: null);
        await children.ConnectionChanged(CompanyId);
        return changed.OurPublicRsaKey;
    }

    public async Task<StartSyncResult> StartSync(SyncKind kind, SyncRequest request, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) && _written.Connected
            ? await starter.Start(CompanyId, _written, kind, request, caller, cancellationToken)
            : new StartSyncResult(StartSyncOutcome.NotConfigured);

    public async Task<SyncRun?> CancelRun(Guid runId, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) ? await children.CancelRun(CompanyId, runId, caller, cancellationToken) : null;

    public async Task<DeletionApproval> ApproveDeletion(Guid runId, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) ? await children.ApproveDeletion(CompanyId, runId, caller, cancellationToken) : new DeletionApproval(ApprovalOutcome.NotFound);

    public async Task<CandidateRefreshed> RefreshCandidate(string candidateId, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) && _written.Connected ? await children.RefreshCandidate(CompanyId, candidateId, caller, cancellationToken) : new CandidateRefreshed(CandidateRefreshOutcome.NotFound);

    public async Task<DocumentList?> ListDocuments(string candidateId, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) ? await children.Candidates(CompanyId).ListDocuments(candidateId, cancellationToken) : null;

    public async Task<DocumentDownload> DownloadDocument(Guid documentId, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) ? await children.DownloadDocument(CompanyId, documentId, caller, cancellationToken) : new DocumentDownload();

    public async Task<MilestoneResult> UpdateMilestones(string processId, MilestoneChange change, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) && _written.Connected
            ? await children.UpdateMilestones(CompanyId, processId, change, caller, cancellationToken)
            : new MilestoneResult { Found = false };

    public async Task<bool> ReplayWebhook(Guid eventId, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) && await replay.One(CompanyId, eventId, caller, cancellationToken);

    public async Task<int> ReplayWebhooks(WebhookFilter filter, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) ? await replay.Matching(CompanyId, filter, caller, cancellationToken) : 0;

    public async Task<WebhookReplay> ReplayChosen(ImmutableArray<Guid> events, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) ? await replay.Chosen(CompanyId, events, caller, cancellationToken) : new WebhookReplay();

    public async Task<WebhookReplay> ReplayCause(string cause, Caller caller, CancellationToken cancellationToken) =>
        Owns(caller) ? await replay.OfCause(CompanyId, cause, caller, cancellationToken) : new WebhookReplay();

    private bool Owns(Caller caller) => _written.BelongsTo(caller.TenantId);

    private async Task Delete(bool? released, Caller caller, CancellationToken cancellationToken)
    {
        if (!_written.IsDeleting)
        {
            // The reminder first: without it an order could lie there until somebody calls. Without an order it sets itself right.
            await CompanyReminder.ScheduleDeletion(this);
            await Write(_written.Disconnect(time.GetUtcNow()) with { Released = released });
            await audit.Deleted(CompanyId, released is true, caller);
        }

        ContinueDeletion();
        await Deletion.Wait(cancellationToken);
    }

    private void ContinueDeletion()
    {
        DelayDeactivation(TimeSpan.FromMinutes(30));
        Deletion.Begin();
    }

    /// <summary>Everything is deleted: the company is free. The reminder removes itself, so that it cannot meet a new connection's.</summary>
    private Task Forget() => Store(new CompanyState(), state.ClearStateAsync);

    private Task Write(CompanyState changed) => Store(changed, state.WriteStateAsync);

    private async Task Store(CompanyState changed, Func<Task> write)
    {
        state.State = changed;
        try
        {
            await write();
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
}
