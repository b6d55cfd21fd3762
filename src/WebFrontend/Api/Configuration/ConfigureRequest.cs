using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>What a tenant says about its Jobvite company. On an update an absent or null secret keeps the stored one, "" clears an optional one.</summary>
internal sealed record ConfigureRequest : IJsonRequest
{
    /// <inheritdoc/>
    public static bool MayBeEmpty => true;

    /// <summary>Jobvite's id of the company: 1–64 letters, digits, '-' or '_'.</summary>
    public string? CompanyId { get; init; }

    /// <summary>Stage, Staging, Production or prod, in any case. Required the first time.</summary>
    public string? Environment { get; init; }

    /// <summary>Required the first time.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Required the first time.</summary>
    public string? ApiSecret { get; init; }

    /// <summary>hmac (default) or headers.</summary>
    public string? AuthScheme { get; init; }

    /// <summary>Without it webhooks are refused.</summary>
    public string? WebhookSigningKey { get; init; }

    /// <summary>Onboarding's service account.</summary>
    public string? ServiceAccountUsername { get; init; }

    /// <summary>Onboarding's service account.</summary>
    public string? ServiceAccountPassword { get; init; }

    /// <summary>PEM or Base64 DER, at least 2048 bits.</summary>
    public string? JobvitePublicRsaKey { get; init; }

    /// <summary>PEM or Base64 DER; made here when onboarding is switched on without it.</summary>
    public string? OurPublicRsaKey { get; init; }

    /// <summary>PEM or Base64 DER; made here when onboarding is switched on without it.</summary>
    public string? OurPrivateRsaKey { get; init; }

    /// <summary>Whether this tenant's onboarding answers on plural paths.</summary>
    public bool? PluralOnboardingPaths { get; init; }

    /// <summary>What to sync, and how often.</summary>
    public SyncConfigRequest? SyncConfig { get; init; }

    /// <summary>Shows the company and the environment, and no secret.</summary>
    public override string ToString() => $"ConfigureRequest {{ CompanyId = {CompanyId}, Environment = {Environment} }}";

    public ConfigureCompany Read()
    {
        var errors = new InputErrors();
        if (CompanyId is not null && !CompanyKey.TryCreate(CompanyId, out _))
        {
            errors.Add("companyId", $"must be 1 to {CompanyKey.MaxLength} letters, digits, '-' or '_'.");
        }

        var command = new ConfigureCompany
        {
            CompanyId = CompanyId,
            Environment = EnvironmentName.Read(Environment, errors),
            ApiKey = ApiKey,
            ApiSecret = ApiSecret,
            AuthScheme = Word.Read<JobviteAuthScheme>(AuthScheme, "authScheme", errors),
            WebhookSigningKey = WebhookSigningKey,
            ServiceAccountUsername = ServiceAccountUsername,
            ServiceAccountPassword = ServiceAccountPassword,
            JobvitePublicRsaKey = JobvitePublicRsaKey,
            OurPublicRsaKey = OurPublicRsaKey,
            OurPrivateRsaKey = OurPrivateRsaKey,
            PluralOnboardingPaths = PluralOnboardingPaths,
            SyncConfig = SyncConfig?.Read(errors),
        };
        errors.ThrowIfAny();
        return command;
    }
}

/// <summary>The settings were saved.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="ConfigId">The company's id.</param>
/// <param name="Warning">What is not in order although the settings were saved, or null.</param>
/// <param name="OurPublicRsaKey">PEM; for Jobvite's support, or null.</param>
public sealed record ConfigureAnswer(bool Success, string Message, string? ConfigId, string? Warning, string? OurPublicRsaKey);
