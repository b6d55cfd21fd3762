using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;

namespace Jobvite.Grains.Tenants;

/// <summary>What an import would do to a company as it is stored. Pure.</summary>
internal static class ImportComparison
{
    /// <param name="command">All settings, with the company's id.</param>
    /// <param name="stored">What is stored.</param>
    /// <param name="tenantId">Whose the company is to be.</param>
    /// <param name="secret">Opens a stored secret; null when there is none or it cannot be opened.</param>
    public static ImportResult Of(ConfigureCompany command, CompanyState stored, string tenantId, Func<string, string?> secret)
    {
        if (stored.OwnerTenantId is { } owner && owner != tenantId)
        {
            return ImportResult.Of(ImportOutcome.Refused, ConfigureResults.Taken);
        }

        if (stored.DeletionOrderedAt is not null)
        {
            return ImportResult.Of(ImportOutcome.Refused, ConfigureResults.Deleting);
        }

        var draft = ConfigurationRules.Check(command, stored.Connected ? stored : null);
        if (draft.Errors.Count > 0)
        {
            return ImportResult.Of(ImportOutcome.Refused, ConfigureResults.Invalid(draft.Errors));
        }

        if (stored.OwnerTenantId is null)
        {
            return ImportResult.Of(ImportOutcome.Connected);
        }

        // Its tenant disconnected it here on purpose.
        var differences = stored.Connected ? [.. Differences(draft, stored, secret)] : new List<string> { "connected" };
        return differences.Count == 0 ? ImportResult.Of(ImportOutcome.Same) : new ImportResult(ImportOutcome.Different, null, [.. differences]);
    }

    private static IEnumerable<string> Differences(ConfigurationDraft draft, CompanyState stored, Func<string, string?> secret)
    {
        var before = stored.ToConnection(draft.Connection.CompanyId);
        var after = draft.Connection;
        (string Field, bool Differs)[] plain =
        [
            ("environment", after.Environment != before.Environment),
            ("serviceAccountUsername", after.ServiceAccountUsername != before.ServiceAccountUsername),
            ("jobvitePublicRsaKey", after.JobvitePublicRsaKey != before.JobvitePublicRsaKey),
            ("ourPublicRsaKey", draft.OurPublicRsaKey != stored.OurPublicRsaKey),
            ("syncConfig", !IsSame(StoredSyncSettings.From(after.Settings), stored)),
        ];
        return plain.Where(field => field.Differs).Select(field => field.Field)
            .Concat(draft.NewSecrets.Where(field => field.Value != secret(field.Key)).Select(field => NameOf(field.Key)));
    }

    private static string NameOf(string secretField) => secretField switch
    {
        SecretField.ApiKey => "apiKey",
        SecretField.ApiSecret => "apiSecret",
        SecretField.WebhookSigningKey => "webhookSigningKey",
        SecretField.ServiceAccountPassword => "serviceAccountPassword",
        _ => "ourPrivateRsaKey",
    };

    private static bool IsSame(StoredSyncSettings after, CompanyState stored)
    {
        return ReadScope.Of(stored with { Settings = after }) == ReadScope.Of(stored) && Switches(after) == Switches(stored.Settings);

        static (bool, bool, bool, bool, bool, bool, int, int, int?, string) Switches(StoredSyncSettings settings) => (
            settings.SyncJobs,
            settings.SyncCandidates,
            settings.SyncOnboarding,
            settings.SyncTasks,
            settings.SyncDocuments,
            settings.StoreEeoData,
            settings.IntervalMinutes,
            settings.FullSyncHours,
            settings.DeletedRecordsDays,
            string.Join(',', settings.ExcludedFields ?? []));
    }
}
