using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>Due events of one company and kind that are refreshed together.</summary>
internal sealed record RefreshBatch(string CompanyId, IReadOnlyList<PendingEvent> Events)
{
    /// <summary>What an event shows whose record Jobvite does not have.</summary>
    private const string NoSuchRecord = "Jobvite has no such record.";

    /// <summary>Record id → the events that named it.</summary>
    public ILookup<string, Guid> ByRecord { get; } = Events.ToLookup(e => e.EntityId, e => e.Id, StringComparer.Ordinal);

    /// <summary>When the oldest of the events came.</summary>
    public DateTimeOffset OldestReceivedAt => Events.Min(e => e.ReceivedAt);

    /// <summary>The frame of a write that answers the events of <paramref name="records"/>.</summary>
    public RefreshWrite Answer(IEnumerable<string> records, DateTimeOffset readAt, bool found) => new()
    {
        CompanyId = CompanyId,
        ReadAt = readAt,
        ProcessedEvents = records.SelectMany(id => ByRecord[id]).ToList(),
        Note = found ? null : NoSuchRecord,
    };
}
