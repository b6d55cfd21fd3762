using System.Collections.Immutable;

namespace Jobvite.Silo.Import;

/// <summary>The Python module's table <c>jobvite_settings</c>.</summary>
internal static class Module
{
    public const string TenantId = "tenant_id";
    public const string Environment = "environment";
    public const string ApiKey = "api_key";
    public const string ApiSecret = "api_secret_encrypted";
    public const string CompanyId = "company_id";
    public const string WebhookSigningKey = "webhook_signing_key_encrypted";
    public const string OurPublicRsaKey = "our_public_rsa_key";
    public const string OurPrivateRsaKey = "our_private_rsa_key_encrypted";
    public const string JobvitePublicRsaKey = "jobvite_public_rsa_key";
    public const string ServiceAccountUsername = "service_account_username";
    public const string ServiceAccountPassword = "service_account_password_encrypted";
    public const string SyncConfig = "sync_config";
    public const string IsActive = "is_active";

    /// <summary>All are required in an export: a forgotten one would lose a secret without a word.</summary>
    public static readonly ImmutableArray<string> Columns =
    [
        TenantId, Environment, ApiKey, ApiSecret, CompanyId, WebhookSigningKey, OurPublicRsaKey, OurPrivateRsaKey, JobvitePublicRsaKey, ServiceAccountUsername,
        ServiceAccountPassword, SyncConfig, IsActive,
    ];

    /// <summary>As MySQL, PostgreSQL and JSON write it; null when it is none of these.</summary>
    public static bool? ReadFlag(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "1" or "t" or "true" or "y" or "yes" => true,
        "0" or "f" or "false" or "n" or "no" => false,
        _ => null,
    };
}
