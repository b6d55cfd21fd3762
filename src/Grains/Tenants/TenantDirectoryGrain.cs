using System.Collections.Immutable;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <inheritdoc cref="ITenantDirectoryGrain"/>
internal sealed class TenantDirectoryGrain(
    [PersistentState(StateNames.Directory, StateNames.Storage)] IPersistentState<DirectoryState> state,
    ConnectionTester tester) : Grain, ITenantDirectoryGrain
{
    private string TenantId => TenantKey.TenantIdOf(this.GetPrimaryKeyString());

    public async ValueTask<string?> GetCompany()
    {
        var pointer = state.State;
        if (pointer.CompanyId is null || pointer.Confirmed)
        {
            return pointer.CompanyId;
        }

        // A call to connect broke off half-way. The company's grain knows how it ended.
        return await Company(pointer.CompanyId).IsOwnedBy(TenantId) ? pointer.CompanyId : null;
    }

    public async Task<ConfigureResult> Configure(ConfigureCompany command, Caller caller, CancellationToken cancellationToken)
    {
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
            await Save(new DirectoryState { CompanyId = wanted });
        }

        var result = await Company(key.CompanyId).Configure(command with { CompanyId = wanted }, caller, cancellationToken);
        if (result.Outcome == ConfigureOutcome.Saved)
        {
            await Save(new DirectoryState { CompanyId = wanted, Confirmed = true });
        }
        else if (own is null && result.Outcome != ConfigureOutcome.Deleting)
        {
            await Save(new DirectoryState());
        }

        return result;
    }

    public async Task<ConnectionTestResult> TestConnection(ConfigureCompany command, Caller caller, CancellationToken cancellationToken)
    {
        var own = await GetCompany();
        if (own is not null && (command.CompanyId is null || command.CompanyId == own))
        {
            return await Company(own).TestConnection(command, caller, cancellationToken);
        }

        var draft = ConfigurationRules.Check(command with { CompanyId = command.CompanyId ?? "trial" }, stored: null);
        return draft.Errors.Count > 0
            ? new ConnectionTestResult { Success = false, Error = "The settings are not complete.", FieldErrors = draft.Errors.ToImmutableDictionary() }
            : await tester.Test(draft, static _ => null, BudgetKey.OfTrial(TenantKey.Of(TenantId)), _ => false, cancellationToken);
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

    public async ValueTask<DateTimeOffset?> GetDeletion() =>
        state.State is { CompanyId: { } own, Confirmed: false } ? await Company(own).GetDeletion(TenantId) : null;

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
            if (changed.CompanyId is null)
            {
                await state.ClearStateAsync();
            }
            else
            {
                await state.WriteStateAsync();
            }
        }
        catch
        {
            // What is in memory may differ from what is stored: the next call gets a fresh activation.
            DeactivateOnIdle();
            throw;
        }
    }
}
