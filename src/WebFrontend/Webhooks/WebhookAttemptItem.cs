namespace Jobvite.WebFrontend;

/// <summary>One attempt to apply an event.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record WebhookAttemptItem(DateTime At, string? Error);
