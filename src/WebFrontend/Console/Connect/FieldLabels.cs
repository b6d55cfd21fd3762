namespace Jobvite.WebFrontend.Console.Connect;

/// <summary>What the contract's fields are called on the page: beside the field, and where an error names it.</summary>
internal static class FieldLabels
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["companyId"] = "Company id",
        ["environment"] = "Environment",
        ["authScheme"] = "How requests are signed",
        ["apiKey"] = "API key",
        ["apiSecret"] = "API secret",
        ["webhookSigningKey"] = "Signing key",
        ["serviceAccountUsername"] = "Service account's name",
        ["serviceAccountPassword"] = "Service account's password",
        ["jobvitePublicRsaKey"] = "Jobvite's public key",
        ["ourPublicRsaKey"] = "Our public key",
        ["ourPrivateRsaKey"] = "Our private key",
        ["syncConfig.intervalMinutes"] = "Minutes between runs",
        ["syncConfig.fullSyncHours"] = "Hours between full runs",
        ["syncConfig.candidateSyncLimit"] = "Most records a run of candidates",
        ["syncConfig.jobFilters"] = "Filters for jobs",
        ["syncConfig.candidateFilters"] = "Filters for candidates",
        ["syncConfig.onboardingFilters"] = "Filters for onboarding",
    };

    public static string Of(string field) => Names.GetValueOrDefault(field, field);
}
