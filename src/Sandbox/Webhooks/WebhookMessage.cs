namespace Jobvite.Sandbox;

/// <summary>A webhook to be sent; a null signature stands for the right one.</summary>
internal sealed record WebhookMessage(Uri Target, byte[] Body, string? Signature = null);
