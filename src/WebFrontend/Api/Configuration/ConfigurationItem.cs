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

    internal static ConfigurationItem Of(CompanyConfiguration configuration, string baseUrl) => new()
    {
        Environment = EnvironmentName.Of(configuration.Environment),
        CompanyId = configuration.CompanyId,
        AuthScheme = Word.Of(configuration.AuthScheme),
        ApiKey = configuration.MaskedApiKey,
        HasApiSecret = configuration.HasApiSecret,
        HasWebhookSigningKey = configuration.HasWebhookSigningKey,
        HasServiceAccount = configuration.HasServiceAccount,
        OurPublicRsaKey = configuration.OurPublicRsaKey,
        JobvitePublicRsaKey = configuration.JobvitePublicRsaKey,
        PluralOnboardingPaths = configuration.PluralOnboardingPaths,
        WebhookUrls = WebhookUrls.Of(baseUrl, configuration.CompanyId),
        SyncConfig = SyncConfigItem.Of(configuration.SyncConfig),
        LastSyncAt = configuration.LastSyncAt?.UtcDateTime,
        LastSyncStatus = configuration.LastSyncStatus is { } status ? Word.Of(status) : null,
        LastError = configuration.LastError,
        Warnings = configuration.Warnings,
    };
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
