namespace Jobvite.WebFrontend;

/// <summary>Which secrets and keys are stored.</summary>
/// <param name="HasApiSecret">For v2.</param>
/// <param name="HasWebhookSigningKey">For webhooks.</param>
/// <param name="HasServiceAccount">For onboarding.</param>
/// <param name="HasOurRsaKey">For onboarding.</param>
/// <param name="HasJobviteRsaKey">For onboarding.</param>
public sealed record CredentialFlags(bool HasApiSecret, bool HasWebhookSigningKey, bool HasServiceAccount, bool HasOurRsaKey, bool HasJobviteRsaKey);
