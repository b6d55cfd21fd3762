namespace Jobvite.WebFrontend;

/// <summary>The event is durable.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Id">The event's id in the log.</param>
public sealed record WebhookTaken(bool Success, Guid? Id);
