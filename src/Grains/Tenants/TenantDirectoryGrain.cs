using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <summary>What a company's grain says to the directory of the tenant that owned it. Internal: the front end cannot reach it.</summary>
[Alias("jv.IOwnerGrain")]
internal interface IOwnerGrain : IGrainWithStringKey
{
    /// <summary>
    /// An operator released the company. From here on it is not taken for the tenant's any more without asking its own grain, which by then may
    /// belong to somebody else.
    /// </summary>
    [Alias("Released")]
    Task Released(string companyId);
}

/// <inheritdoc cref="ITenantDirectoryGrain"/>
internal sealed class TenantDirectoryGrain(
    [PersistentState(StateNames.Directory, StateNames.Storage)] IPersistentState<DirectoryState> state,
    CompanyClaim claim) : Grain, ITenantDirectoryGrain, IOwnerGrain, ISettingsImportGrain
{
    private int _underWay;

    private string TenantId => TenantKey.TenantIdOf(this.GetPrimaryKeyString());

    public async ValueTask<string?> GetCompany()
    {
        var pointer = state.State;
        DeactivateUnlessNeeded();
        if (pointer.CompanyId is null || pointer.Confirmed)
        {
            return pointer.CompanyId;
        }

        // A call to connect broke off half-way. The company's grain knows how it ended.
        return await Company(pointer.CompanyId).IsOwnedBy(TenantId) ? pointer.CompanyId : null;
    }

    public async Task<ConfigureResult> Configure(ConfigureCompany command, Caller caller, CancellationToken cancellationToken)
    {
        using var stay = new Stay(this);
        var own = await GetCompany();
        var wanted = command.CompanyId ?? own;
        if (!CompanyKey.TryCreate(wanted, out var key))
        {
            return ConfigureResults.Invalid("companyId", "is required: 1 to 64 letters, digits, '-' or '_'.");
        }

        if (own is not null && own != wanted)
        {
            return ConfigureResults.OtherCompany(own);
        }

        if (own is null)
        {
            return await Claim(key, command with { CompanyId = wanted }, caller, cancellationToken);
        }

        var result = await Company(own).Configure(command with { CompanyId = wanted }, caller, cancellationToken);
        if (result.Outcome == ConfigureOutcome.Saved)
        {
            await Save(new DirectoryState { CompanyId = wanted, Confirmed = true });
        }

        return result;
    }

    public async Task<ConnectionTestResult> TestConnection(ConfigureCompany command, Caller caller, CancellationToken cancellationToken)
    {
        using var stay = new Stay(this);
        return await GetCompany() is { } own && (command.CompanyId ?? own) == own
            ? await Company(own).TestConnection(command, caller, cancellationToken)
            : await claim.Test(command, TenantKey.Of(TenantId), cancellationToken);
    }

    public async Task<bool> Disconnect(bool deleteData, Caller caller, CancellationToken cancellationToken)
    {
        // Confirmed or not: a company whose deletion is under way shows itself to nobody, and whose it is, its grain checks.
        if (state.State.CompanyId is not { } own)
        {
            return false;
        }

        if (deleteData)
        {
            // From here on the company's grain is asked whose it is. If the answer below is lost, the company may be another tenant's
            // by the next call, and a pointer that is still trusted would show that tenant's records.
            await Save(new DirectoryState { CompanyId = own });
        }

        var done = await Company(own).Disconnect(deleteData, caller, cancellationToken);
        if (done && deleteData && await GetDeletion() is null)
        {
            await Save(new DirectoryState());
        }

        return done;
    }

    public async Task<ImportResult> Import(ConfigureCompany command, ImportMode mode, Caller caller, CancellationToken cancellationToken)
    {
        using var stay = new Stay(this);
        var own = await GetCompany();
        if (!CompanyKey.TryCreate(command.CompanyId, out var company))
        {
            return ImportResult.Of(ImportOutcome.Refused, ConfigureResults.Invalid("companyId", "is required: 1 to 64 letters, digits, '-' or '_'."));
        }

        if ((own ?? company.CompanyId) != company.CompanyId)
        {
            return ImportResult.Of(ImportOutcome.Refused, ConfigureResults.OtherCompany(own!));
        }

        if (own is null && await GetDeletion() is not null)
        {
            return ImportResult.Of(ImportOutcome.Refused, ConfigureResults.Deleting);
        }

        var comparison = await Company(company.CompanyId).Compare(command, TenantId);
        var isWritten = comparison.Outcome switch
        {
            ImportOutcome.Connected => mode != ImportMode.Check,
            ImportOutcome.Different => mode == ImportMode.Replace,
            _ => false,
        };
        if (!isWritten)
        {
            return comparison;
        }

        // Whoever reaches this interface has the cluster's own rights. That the credentials are good has been shown where they come from.
        var accepted = new ConnectionTestResult { Success = true };
        var answer = own is null
            ? await ClaimWith(accepted, company, command, caller, cancellationToken)
            : await Company(own).Claim(command, accepted, caller, cancellationToken);
        return ImportResult.Of(answer.Outcome == ConfigureOutcome.Saved ? ImportOutcome.Connected : ImportOutcome.Refused, answer);
    }

    public async ValueTask<DateTimeOffset?> GetDeletion() =>
        state.State is { CompanyId: { } own, Confirmed: false } ? await Company(own).GetDeletion(TenantId) : null;

    public Task Released(string companyId) =>
        state.State is { Confirmed: true } pointer && pointer.CompanyId == companyId ? Save(new DirectoryState { CompanyId = companyId }) : Task.CompletedTask;

    /// <summary>
    /// Connects the tenant's first company. Jobvite is asked first: before it has accepted the credentials nothing is saved and the company's grain is
    /// not asked, so that nobody learns whether the company is somebody's.
    /// </summary>
    private async Task<ConfigureResult> Claim(CompanyKey company, ConfigureCompany command, Caller caller, CancellationToken cancellationToken)
    {
        if (state.State.CompanyId == company.CompanyId && await GetDeletion() is not null)
        {
            return ConfigureResults.Deleting;
        }

        var (refusal, accepted) = await claim.Prepare(command, TenantKey.Of(TenantId), cancellationToken);
        if (accepted is null)
        {
            return refusal!;
        }

        var result = await ClaimWith(accepted.Result, company, command, caller, cancellationToken);
        if (result.Outcome == ConfigureOutcome.Saved)
        {
            claim.Record(company.CompanyId, accepted);
        }

        return result;
    }

    private async Task<ConfigureResult> ClaimWith(
        ConnectionTestResult accepted, CompanyKey company, ConfigureCompany command, Caller caller, CancellationToken cancellationToken)
    {
        await Save(new DirectoryState { CompanyId = company.CompanyId });
        var result = await Company(company.CompanyId).Claim(command, accepted, caller, cancellationToken);
        if (result.Outcome == ConfigureOutcome.Saved)
        {
            await Save(new DirectoryState { CompanyId = company.CompanyId, Confirmed = true });
        }
        else if (result.Outcome != ConfigureOutcome.Deleting)
        {
            await Save(new DirectoryState());
        }

        return result;
    }

    /// <summary>A tenant without a company leaves nothing in memory: there may be any number of them.</summary>
    private void DeactivateUnlessNeeded()
    {
        if (_underWay == 0 && state.State.CompanyId is null)
        {
            DeactivateOnIdle();
        }
    }

    private ICompanyGrain Company(string companyId) => GrainFactory.GetGrain<ICompanyGrain>(CompanyKey.Of(companyId).ToString());

    private async Task Save(DirectoryState changed)
    {
        if (state.State == changed)
        {
            return;
        }

        state.State = changed;
        try
        {
            await (changed.CompanyId is null ? state.ClearStateAsync() : state.WriteStateAsync());
        }
        catch
        {
            // What is in memory may differ from what is stored: the next call gets a fresh activation.
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>The activation stays while a call is under way.</summary>
    private readonly struct Stay : IDisposable
    {
        private readonly TenantDirectoryGrain _grain;

        public Stay(TenantDirectoryGrain grain) => (_grain = grain)._underWay++;

        public void Dispose()
        {
            _grain._underWay--;
            _grain.DeactivateUnlessNeeded();
        }
    }
}

/// <summary>A tenant's stored pointer to its company.</summary>
internal sealed record DirectoryState
{
    public string? CompanyId { get; init; }

    /// <summary>The company's grain has said that it belongs to this tenant. Until then the pointer opens nothing.</summary>
    public bool Confirmed { get; init; }
}
