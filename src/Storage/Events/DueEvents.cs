namespace Jobvite.Storage;

/// <summary>Events that wait for the refresh of one record and have failed equally often. Together, because a storm names few records many times.</summary>
/// <param name="EntityId">What they name: the record, unless <paramref name="Kind"/> says otherwise.</param>
/// <param name="Attempts">How often each of them has failed.</param>
/// <param name="OldestReceivedAt">When the first of them came.</param>
/// <param name="Ids">The events, in no order.</param>
/// <param name="Applications">The applications that they name, each once.</param>
/// <param name="Kind">What <paramref name="EntityId"/> is.</param>
/// <param name="CandidateId">Of an application: whose it is as far as the database knows; null when it is not stored.</param>
public sealed record DueEvents(
    string EntityId,
    int Attempts,
    DateTimeOffset OldestReceivedAt,
    IReadOnlyList<Guid> Ids,
    IReadOnlyList<string> Applications,
    EventEntity Kind = EventEntity.Record,
    string? CandidateId = null)
{
    /// <summary>The record to read again; null when only Jobvite, or another table, can say which it is.</summary>
    public string? RecordId => Kind is EventEntity.Record ? EntityId : CandidateId;
}
