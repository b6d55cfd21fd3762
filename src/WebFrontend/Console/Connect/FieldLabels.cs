namespace Jobvite.WebFrontend.Console.Connect;

/// <summary>What the contract's fields are called on the page: beside the field, and where an error names it. In the order of the page.</summary>
internal static class FieldLabels
{
    private static readonly (string Field, string Label)[] Names =
    [
        ("environment", "Environment"),
        ("companyId", "Company ID"),
        ("apiKey", "API key"),
        ("apiSecret", "API secret"),
        ("authScheme", "Request signing"),
        ("webhookSigningKey", "Signing key"),
        ("serviceAccountUsername", "Service account name"),
        ("serviceAccountPassword", "Service account password"),
        ("jobvitePublicRsaKey", "Jobvite's public key"),
        ("pluralOnboardingPaths", "Plural onboarding paths"),
        ("ourPublicRsaKey", "Our public key"),
        ("ourPrivateRsaKey", "Our private key"),
        ("syncConfig.syncJobs", "Sync jobs"),
        ("syncConfig.syncCandidates", "Sync candidates"),
        ("syncConfig.syncDocuments", "Sync documents"),
        ("syncConfig.syncOnboarding", "Sync onboarding"),
        ("syncConfig.syncTasks", "Sync onboarding tasks"),
        ("syncConfig.intervalMinutes", "Minutes between syncs"),
        ("syncConfig.fullSyncHours", "Hours between full syncs"),
        ("syncConfig.candidateSyncLimit", "Limit per candidate sync"),
        ("syncConfig.storeEeoData", "Store EEO data"),
        ("syncConfig.deletedRecordsDays", "Days to keep deleted records"),
        ("syncConfig.excludedFields", "Other fields not to store"),
        ("syncConfig.jobFilters", "Job filters"),
        ("syncConfig.candidateFilters", "Candidate filters"),
        ("syncConfig.onboardingFilters", "Onboarding filters"),
    ];

    public static string Of(string field) => Names.FirstOrDefault(name => name.Field == field).Label ?? field;

    /// <summary>Errors in the order in which the page shows their fields.</summary>
    public static IReadOnlyDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> errors) => errors
        .GroupBy(error => error.Key, error => error.Value, StringComparer.Ordinal)
        .OrderBy(error => Array.FindIndex(Names, name => name.Field == error.Key) is >= 0 and var place ? place : int.MaxValue)
        .ToDictionary(error => error.Key, error => error.First(), StringComparer.Ordinal);
}
