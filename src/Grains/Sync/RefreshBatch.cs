using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>Due events of one company and kind that are refreshed together.</summary>
/// <param name="CompanyId">Whose.</param>
/// <param name="Events">The events, oldest first.</param>
/// <param name="Costs">What such refreshes have cost before.</param>
internal sealed record RefreshBatch(string CompanyId, IReadOnlyList<PendingEvent> Events, RefreshCosts Costs)
{
    /// <summary>What an event shows whose record Jobvite does not have.</summary>
    private const string NoSuchRecord = "Jobvite has no such record.";

    /// <summary>Record id → the events that named it.</summary>
    public ILookup<string, PendingEvent> ByRecord { get; } = Events.ToLookup(e => e.EntityId, StringComparer.Ordinal);

    /// <summary>When the oldest of the events came.</summary>
    public DateTimeOffset OldestReceivedAt => Events.Min(e => e.ReceivedAt);

    /// <summary>The applications that the events of <paramref name="record"/> named.</summary>
    public IEnumerable<string> ApplicationsOf(string record) => ByRecord[record].Select(e => e.ApplicationId).OfType<string>();

    /// <summary>Whether an attempt at <paramref name="record"/> has failed before.</summary>
    public bool FailedBefore(string record) => ByRecord[record].Any(e => e.Attempts > 0);

    /// <summary>The frame of a write that answers the events of <paramref name="records"/>.</summary>
    public RefreshWrite Answer(IEnumerable<string> records, DateTimeOffset readAt, bool found) => new()
    {
        CompanyId = CompanyId,
        ReadAt = readAt,
        ProcessedEvents = records.SelectMany(id => ByRecord[id], (_, one) => one.Id).ToList(),
        Note = found ? null : NoSuchRecord,
    };
}
