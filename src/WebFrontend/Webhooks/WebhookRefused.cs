namespace Jobvite.WebFrontend;

/// <summary>The event was not taken; the shape is the one Jobvite's senders have always got.</summary>
/// <param name="Error">Why.</param>
public sealed record WebhookRefused(string Error);
