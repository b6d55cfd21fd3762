namespace Jobvite.Storage;

/// <summary>How an event's attempt failed.</summary>
/// <param name="Id">The event.</param>
/// <param name="Error">One sentence without personal data.</param>
/// <param name="NextAttemptAt">Null when it is given up.</param>
public sealed record FailedEvent(Guid Id, string Error, DateTimeOffset? NextAttemptAt);
