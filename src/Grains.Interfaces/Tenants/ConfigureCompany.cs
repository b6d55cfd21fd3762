namespace Jobvite.Grains.Interfaces;

/// <summary>
/// What a tenant says about its company. A null property keeps what is stored; an empty string clears an optional secret.
/// The text form never shows a secret.
/// </summary>
[GenerateSerializer, Alias("jv.ConfigureCompany"), Immutable]
public sealed record ConfigureCompany
{
    /// <summary>Which company; null stands for the one already connected.</summary>
    [Id(0)] public string? CompanyId { get; init; }

    /// <summary>Required the first time.</summary>
    [Id(1)] public JobviteEnvironment? Environment { get; init; }

    /// <summary>Required the first time.</summary>
    [Id(2)] public string? ApiKey { get; init; }

    /// <summary>Required the first time.</summary>
    [Id(3)] public string? ApiSecret { get; init; }

    /// <summary>Default <see cref="JobviteAuthScheme.Hmac"/>.</summary>
    [Id(4)] public JobviteAuthScheme? AuthScheme { get; init; }

    /// <summary>Without it webhooks are refused.</summary>
    [Id(5)] public string? WebhookSigningKey { get; init; }

    /// <summary>Onboarding's service account; both parts or none.</summary>
    [Id(6)] public string? ServiceAccountUsername { get; init; }

    /// <inheritdoc cref="ServiceAccountUsername"/>
    [Id(7)] public string? ServiceAccountPassword { get; init; }

    /// <summary>PEM or Base64 DER, at least 2048 bits: what requests to onboarding are encrypted for.</summary>
    [Id(8)] public string? JobvitePublicRsaKey { get; init; }

    /// <summary>PEM or Base64 DER; must match <see cref="OurPrivateRsaKey"/> when both are given.</summary>
    [Id(9)] public string? OurPublicRsaKey { get; init; }

    /// <summary>PEM or Base64 DER, at least 2048 bits: what onboarding's answers are decrypted with.</summary>
    [Id(10)] public string? OurPrivateRsaKey { get; init; }

    /// <summary>Some tenants' onboarding answers on <c>/processes</c>, <c>/tasks</c>, <c>/milestones</c>.</summary>
    [Id(11)] public bool? PluralOnboardingPaths { get; init; }

    /// <summary>What to sync and how often.</summary>
    [Id(12)] public SyncSettingsPatch? SyncConfig { get; init; }

    /// <summary>
    /// The <see cref="CompanyConfiguration.Version"/> that the caller has seen, 0 for "not connected": when somebody has changed the settings since,
    /// nothing is saved. Null saves over whatever is there.
    /// </summary>
    [Id(13)] public int? ExpectedVersion { get; init; }

    /// <summary>Of a test: say what is wrong with the fields, and do not ask Jobvite.</summary>
    [Id(14)] public bool CheckOnly { get; init; }

    /// <summary>Shows the company and the environment, and no secret.</summary>
    public override string ToString() => $"ConfigureCompany {{ CompanyId = {CompanyId}, Environment = {Environment} }}";
}

/// <summary>How v2 calls are authenticated.</summary>
[GenerateSerializer, Alias("jv.JobviteAuthScheme")]
public enum JobviteAuthScheme
{
    /// <summary>Signed headers; the default.</summary>
    Hmac = 1,

    /// <summary>Key and secret in two headers.</summary>
    Headers = 2,
}
