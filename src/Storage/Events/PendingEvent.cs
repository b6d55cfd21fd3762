namespace Jobvite.Storage;

/// <summary>An event that waits for its refresh.</summary>
public sealed record PendingEvent(Guid Id, string EntityId, string? ApplicationId, DateTimeOffset ReceivedAt, int Attempts);
