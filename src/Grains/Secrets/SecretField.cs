namespace Jobvite.Grains.Secrets;

/// <summary>The names of a company's secrets; part of the protection's purpose, so they are never renamed.</summary>
internal static class SecretField
{
    public const string ApiKey = "api-key";
    public const string ApiSecret = "api-secret";
    public const string WebhookSigningKey = "webhook-signing-key";
    public const string ServiceAccountPassword = "service-account-password";
    public const string PrivateRsaKey = "private-rsa-key";
    public const string PreviousPrivateRsaKey = "previous-private-rsa-key";
    public const string Documents = "documents";

    /// <summary>The endpoint's id follows.</summary>
    public const string EndpointSecret = "endpoint-secret";

    /// <summary>Where notices of incidents are posted: whoever has the URL can post there.</summary>
    public const string NoticeWebhook = "notice-webhook";

    /// <summary>No credential: what API keys are hashed with, to tell sources apart.</summary>
    public const string SourceKey = "source-key";
}
