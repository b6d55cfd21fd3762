using Jobvite.Grains.Connections;
using Jobvite.Grains.Secrets;

namespace Jobvite.Grains.Operators;

/// <summary>A company's settings without what is secret, and without values that may name a person.</summary>
internal static class SupportSettings
{
    private static readonly string[] Secrets =
        [SecretField.ApiKey, SecretField.ApiSecret, SecretField.WebhookSigningKey, SecretField.ServiceAccountPassword, SecretField.PrivateRsaKey, SecretField.PreviousPrivateRsaKey];

    /// <param name="connection">Null when the company is not connected.</param>
    public static object Of(CompanyConnection? connection)
    {
        if (connection is null)
        {
            return new { Connected = false };
        }

        var sync = connection.Settings;
        return new
        {
            Connected = true,
            connection.Version,
            connection.Environment,
            connection.AuthScheme,
            connection.PluralOnboardingPaths,
            connection.ReadScopeSince,
            connection.SourceSince,
            Secrets = Secrets.ToDictionary(field => field, field => Set(connection.ProtectedSecrets.ContainsKey(field))),
            ServiceAccountUsername = Set(connection.ServiceAccountUsername is not null),
            JobvitePublicRsaKey = Set(connection.JobvitePublicRsaKey is not null),
            Sync = new
            {
                sync.SyncJobs,
                sync.SyncCandidates,
                sync.SyncOnboarding,
                sync.SyncTasks,
                sync.SyncDocuments,
                sync.StoreEeoData,
                sync.IntervalMinutes,
                sync.FullSyncHours,
                sync.CandidateSyncLimit,
                sync.DeletedRecordsDays,
                sync.ExcludedFields,

                // Names only: a value may be a person's.
                JobFilters = sync.JobFilters.Keys.Order(StringComparer.Ordinal),
                CandidateFilters = sync.CandidateFilters.Keys.Order(StringComparer.Ordinal),
                OnboardingFilters = sync.OnboardingFilters.Select(filter => $"{filter.Field} {filter.Operator}"),
            },
        };
    }

    private static string Set(bool isSet) => isSet ? "set" : "not set";
}
