namespace Jobvite.Sandbox;

/// <summary>Where webhooks go; null: none of that sort is sent.</summary>
public sealed record WebhookTargets(Uri? Candidate, Uri? Job, Uri? Onboarding);
