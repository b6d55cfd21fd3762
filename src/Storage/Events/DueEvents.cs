namespace Jobvite.Storage;

/// <summary>Events that wait for the refresh of one record and have failed equally often. Together, because a storm names few records many times.</summary>
/// <param name="EntityId">The record.</param>
/// <param name="Attempts">How often each of them has failed.</param>
/// <param name="OldestReceivedAt">When the first of them came.</param>
/// <param name="Ids">The events, in no order.</param>
/// <param name="Applications">The applications that they name, each once.</param>
public sealed record DueEvents(string EntityId, int Attempts, DateTimeOffset OldestReceivedAt, IReadOnlyList<Guid> Ids, IReadOnlyList<string> Applications);
