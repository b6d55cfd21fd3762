using System.Text.Json.Nodes;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>A connected company's settings; no secret is among them.</summary>
public sealed record ConfigurationItem
{
    /// <summary>Always true; a tenant without a connection gets <c>{ "connected": false }</c>.</summary>
    public bool Connected { get; init; } = true;

    /// <summary>Stage or Production.</summary>
    public required string Environment { get; init; }

    /// <summary>Jobvite's id of the company.</summary>
    public required string CompanyId { get; init; }

    /// <summary>hmac or headers.</summary>
    public required string AuthScheme { get; init; }

    /// <summary>The first characters; the rest is hidden.</summary>
    public required string ApiKey { get; init; }

    /// <summary>An API secret is stored.</summary>
    public required bool HasApiSecret { get; init; }

    /// <summary>A key for webhook signatures is stored.</summary>
    public required bool HasWebhookSigningKey { get; init; }

    /// <summary>A service account for onboarding is stored.</summary>
    public required bool HasServiceAccount { get; init; }

    /// <summary>PEM; for Jobvite's support.</summary>
    public required string? OurPublicRsaKey { get; init; }

    /// <summary>PEM.</summary>
    public required string? JobvitePublicRsaKey { get; init; }

    /// <summary>Onboarding answers on plural paths.</summary>
    public required bool PluralOnboardingPaths { get; init; }

    /// <summary>What to enter in Jobvite as webhook addresses.</summary>
    public required WebhookUrls WebhookUrls { get; init; }

    /// <summary>What is synced, and how often.</summary>
    public required SyncConfigItem SyncConfig { get; init; }

    /// <summary>When the last run ended or, while one is under way, began.</summary>
    public required DateTime? LastSyncAt { get; init; }

    /// <summary>success, partial, failed, running, cancelled or null.</summary>
    public required string? LastSyncStatus { get; init; }

    /// <summary>One sentence, or null.</summary>
    public required string? LastError { get; init; }

    /// <summary>Which of the records that are shown may not be this connection's, and which stored secrets cannot be read.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>The sync settings in force.</summary>
public sealed record SyncConfigItem
{
    /// <summary>Jobs are synced.</summary>
    public required bool SyncJobs { get; init; }

    /// <summary>Candidates are synced.</summary>
    public required bool SyncCandidates { get; init; }

    /// <summary>Onboarding processes are synced.</summary>
    public required bool SyncOnboarding { get; init; }

    /// <summary>Onboarding tasks too.</summary>
    public required bool SyncTasks { get; init; }

    /// <summary>Documents of candidates too.</summary>
    public required bool SyncDocuments { get; init; }

    /// <summary>Minutes between incremental runs.</summary>
    public required int IntervalMinutes { get; init; }

    /// <summary>Hours between full runs.</summary>
    public required int FullSyncHours { get; init; }

    /// <summary>Records a candidate run; null for no limit.</summary>
    public required int? CandidateSyncLimit { get; init; }

    /// <summary>Query parameters for Jobvite's job list: name → value, or name → [values].</summary>
    public required JsonObject JobFilters { get; init; }

    /// <summary>Query parameters for Jobvite's candidate list: name → value, or name → [values].</summary>
    public required JsonObject CandidateFilters { get; init; }

    /// <summary>Field → value, or field → { operator: value or [values] }.</summary>
    public required JsonObject OnboardingFilters { get; init; }

    /// <summary>Gender, race and veteran status are stored.</summary>
    public required bool StoreEeoData { get; init; }

    /// <summary>Days until a record that is gone at Jobvite keeps ids and times only; null: as many as the operator says.</summary>
    public required int? DeletedRecordsDays { get; init; }

    /// <summary>Fields that are never stored.</summary>
    public required IReadOnlyList<string> ExcludedFields { get; init; }
}

/// <summary>The names of Jobvite's two systems, as callers have always written them.</summary>
internal static class EnvironmentName
{
    public static string Of(JobviteEnvironment environment) => environment == JobviteEnvironment.Prod ? "Production" : "Stage";

    public static JobviteEnvironment? Read(string? text, InputErrors errors)
    {
        switch (text?.Trim().ToUpperInvariant())
        {
            case null:
                return null;
            case "STAGE" or "STAGING":
                return JobviteEnvironment.Stage;
            case "PRODUCTION" or "PROD":
                return JobviteEnvironment.Prod;
            default:
                errors.Add("environment", "must be Stage or Production.");
                return null;
        }
    }
}

/// <summary>The addresses that Jobvite shall call.</summary>
/// <param name="Candidate">For candidate and application events.</param>
/// <param name="Job">For job events.</param>
/// <param name="Onboarding">For onboarding events.</param>
public sealed record WebhookUrls(string Candidate, string Job, string Onboarding)
{
    internal static WebhookUrls Of(string baseUrl, string companyId)
    {
        var root = $"{baseUrl}/webhooks/jobvite/{companyId}";
        return new($"{root}/candidate", $"{root}/job", $"{root}/onboarding");
    }

    /// <summary>Where the outside reaches this service: the setting, else what the request says.</summary>
    internal static string BaseUrl(HttpRequest request, FrontendSettings settings) =>
        settings.PublicBaseUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
}

/// <summary>The tenant has no connected company.</summary>
/// <param name="Connected">Always false.</param>
public sealed record NotConnected(bool Connected = false);
