using System.Security.Cryptography;
using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Trimming;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Tenants;

/// <summary>Checks settings, tries them against Jobvite, and makes the state to be stored, its secrets protected.</summary>
internal sealed class CompanyConfigurator(ConnectionTester tester, SecretProtector protector, CompanySources sources, MeterKeys meters, BudgetMove budgets, ExclusionWarnings exclusions, IOptions<RetentionOptions> retention)
{
    /// <summary>The answer, and the state to store when it is <see cref="ConfigureOutcome.Saved"/>.</summary>
    /// <param name="companyId">Which company.</param>
    /// <param name="command">What is to change.</param>
    /// <param name="stored">What is stored.</param>
    /// <param name="tenantId">Whose it will be.</param>
    /// <param name="accepted">The test of a first claim, which Jobvite has just accepted; null to test here.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    public async Task<(ConfigureResult Result, CompanyState? Changed)> Configure(
        string companyId, ConfigureCompany command, CompanyState stored, string tenantId, ConnectionTestResult? accepted, CancellationToken cancellationToken)
    {
        if (command.ExpectedVersion is { } seen && seen != (stored.Connected ? stored.Version : 0))
        {
            return (ConfigureResults.ChangedMeanwhile, null);
        }

        var draft = ConfigurationRules.Check(command with { CompanyId = companyId }, stored.Connected ? stored : null, retention.Value.MostDeletedRecordsDays);
        if (draft.Errors.Count > 0)
        {
            return (ConfigureResults.Invalid(draft.Errors), null);
        }

        if (accepted is null && Unreadable(companyId, draft, stored) is { Count: > 0 } unreadable)
        {
            return (ConfigureResults.Invalid(unreadable), null);
        }

        var test = accepted ?? new ConnectionTestResult { Success = true };
        if (accepted is null && ConfigurationRules.NeedsTest(draft, stored))
        {
            var tested = await tester.Test(draft, StoredSecrets(companyId, stored), TenantKey.Of(tenantId), MeterOf(stored), cancellationToken);
            test = tested.Result;
            if (test.Success || (test.NetworkError && stored.Connected))
            {
                tester.Record(companyId, tested);
            }
        }

        if (ConfigureResults.Unless(test, isOwn: stored.OwnerTenantId is not null) is { } refusal)
        {
            return (refusal, null);
        }

        var apiKey = draft.Secret(SecretField.ApiKey, StoredSecrets(companyId, stored));
        var changed = sources.Note(companyId, stored, ToState(companyId, draft, stored, tenantId)) with
        {
            BudgetKey = apiKey is null ? null : await meters.Of(draft.Connection.Environment, apiKey),
        };
        var result = new ConfigureResult
        {
            Outcome = ConfigureOutcome.Saved,
            CompanyId = companyId,
            OurPublicRsaKey = changed.OurPublicRsaKey,
            Warning = string.Join(' ', new[] { ConfigurationWarnings.Join(test, changed), await exclusions.OfChange(companyId, stored, changed, cancellationToken) }.OfType<string>()) is { Length: > 0 } warning ? warning : null,
        };
        return (result, changed);
    }

    /// <summary>Tries the stored credentials with those of the command in their place.</summary>
    public async Task<ConnectionTestResult> Test(string companyId, ConfigureCompany command, CompanyState stored, Caller caller, CancellationToken cancellationToken)
    {
        var draft = ConfigurationRules.Check(command with { CompanyId = companyId }, stored.Connected ? stored : null, retention.Value.MostDeletedRecordsDays);
        var errors = draft.Errors.Count > 0 ? draft.Errors : Unreadable(companyId, draft, stored);
        if (errors.Count > 0)
        {
            return ConnectionTestResults.Incomplete(errors);
        }

        var tested = await tester.Test(draft, StoredSecrets(companyId, stored), TenantKey.Of(stored.OwnerTenantId ?? caller.TenantId), MeterOf(stored), cancellationToken);
        if (!ConfigurationRules.NeedsTest(draft, stored))
        {
            tester.Record(companyId, tested);
        }

        return tested.Result;
    }

    /// <summary>What an import of these settings would do.</summary>
    public ImportResult Compare(string companyId, ConfigureCompany command, CompanyState stored, string tenantId) =>
        ImportComparison.Of(command with { CompanyId = companyId }, stored, tenantId, StoredSecrets(companyId, stored));

    /// <summary>A new pair; the former private key still opens answers until the next rotation.</summary>
    public CompanyState RotateKeys(string companyId, CompanyState stored)
    {
        var pair = RsaKeyText.CreatePair();
        var secrets = new Dictionary<string, string>(stored.Secrets);
        if (StoredSecrets(companyId, stored)(SecretField.PrivateRsaKey) is { } former)
        {
            secrets[SecretField.PreviousPrivateRsaKey] = protector.Protect(companyId, SecretField.PreviousPrivateRsaKey, former);
        }

        secrets[SecretField.PrivateRsaKey] = protector.Protect(companyId, SecretField.PrivateRsaKey, pair.PrivateKeyPem);
        return stored with { Secrets = secrets, OurPublicRsaKey = pair.PublicKeyPem, Version = stored.Version + 1 };
    }

    /// <summary>A connected company's state with what can change without its settings: where Jobvite is, and how budgets are named.</summary>
    public async Task<CompanyState> Renew(string companyId, CompanyState stored)
    {
        var noted = sources.Note(companyId, stored, stored);
        if (stored.BudgetKey is not null || StoredSecrets(companyId, stored)(SecretField.ApiKey) is not { } apiKey)
        {
            return noted;
        }

        var connection = stored.ToConnection(companyId);
        var meter = await meters.Of(connection.Environment, apiKey);
        await budgets.Add(connection.Meter, meter, CancellationToken.None);
        return noted with { BudgetKey = meter };
    }

    private static string? MeterOf(CompanyState stored) => stored.Connected ? stored.BudgetKey : null;

    /// <summary>Field → what to do about a stored secret that the test needs, that the command does not replace, and that no key at hand opens.</summary>
    private Dictionary<string, string> Unreadable(string companyId, ConfigurationDraft draft, CompanyState stored)
    {
        var needed = new Dictionary<string, string> { [SecretField.ApiKey] = "apiKey", [SecretField.ApiSecret] = "apiSecret" };
        if (draft.Connection.Settings.SyncOnboarding)
        {
            needed[SecretField.ServiceAccountPassword] = "serviceAccountPassword";
            needed[SecretField.PrivateRsaKey] = "ourPrivateRsaKey";
        }

        const string unreadable = "is stored, but cannot be read with the keys that this service has.";
        return stored.Connected && ConfigurationRules.NeedsTest(draft, stored)
            ? UnreadableSecrets.Of(protector, companyId, stored.Secrets)
                .Where(field => needed.ContainsKey(field) && !draft.NewSecrets.ContainsKey(field))
                .ToDictionary(field => needed[field], field => field == SecretField.PrivateRsaKey ? $"{unreadable} Make a new pair, or send the pair again." : $"{unreadable} Enter it again.")
            : [];
    }

    /// <summary>A stored secret that cannot be opened counts as missing, so that its owner can replace it.</summary>
    private Func<string, string?> StoredSecrets(string companyId, CompanyState stored) => field =>
    {
        try
        {
            return stored.Secrets.TryGetValue(field, out var value) ? protector.Unprotect(companyId, field, value) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    };

    private CompanyState ToState(string companyId, ConfigurationDraft draft, CompanyState stored, string tenantId)
    {
        var secrets = new Dictionary<string, string>(stored.Secrets);
        foreach (var (field, value) in draft.NewSecrets)
        {
            if (value is null)
            {
                secrets.Remove(field);
            }
            else
            {
                secrets[field] = protector.Protect(companyId, field, value);
            }
        }

        return new CompanyState
        {
            OwnerTenantId = tenantId,
            Connected = true,
            Version = stored.Version + 1,
            Environment = draft.Connection.Environment == JobviteEnvironment.Prod ? "prod" : "stage",
            AuthScheme = draft.Connection.AuthScheme == JobviteAuthScheme.Headers ? "headers" : "hmac",
            Secrets = secrets,
            ServiceAccountUsername = draft.Connection.ServiceAccountUsername,
            JobvitePublicRsaKey = draft.Connection.JobvitePublicRsaKey,
            OurPublicRsaKey = draft.OurPublicRsaKey,
            PluralOnboardingPaths = draft.Connection.PluralOnboardingPaths,
            ReadScopeSince = stored.ReadScopeSince,
            Settings = StoredSyncSettings.From(draft.Connection.Settings),
        };
    }
}
