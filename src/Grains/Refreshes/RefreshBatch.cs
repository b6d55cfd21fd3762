using Jobvite.Grains.Budget;
using Jobvite.Storage;

namespace Jobvite.Grains.Refreshes;

/// <summary>Due events of one company and kind that are refreshed together.</summary>
/// <param name="CompanyId">Whose.</param>
/// <param name="Due">The events, by record.</param>
/// <param name="Costs">What such refreshes have cost before.</param>
/// <param name="IsProbe">One record, tried to see whether Jobvite answers again.</param>
/// <param name="SourceSince">See <see cref="RefreshWrite.SourceSince"/>.</param>
internal sealed record RefreshBatch(string CompanyId, IReadOnlyList<DueEvents> Due, RefreshCosts Costs, bool IsProbe = false, DateTimeOffset? SourceSince = null)
{
    /// <summary>What an event shows whose record Jobvite does not have.</summary>
    private const string NoSuchRecord = "Jobvite has no such record.";

    /// <summary>Record id → the events that named it, or an application of it.</summary>
    public ILookup<string, DueEvents> ByRecord { get; } = Due.Where(e => e.RecordId is not null).ToLookup(e => e.RecordId!, StringComparer.Ordinal);

    /// <summary>How many events.</summary>
    public int Count { get; } = Due.Sum(e => e.Ids.Count);

    /// <summary>When the oldest of the events came.</summary>
    public DateTimeOffset OldestReceivedAt => Due.Min(e => e.OldestReceivedAt);

    /// <summary>Whether an attempt at <paramref name="record"/> has failed before.</summary>
    public bool FailedBefore(string record) => ByRecord[record].Any(e => e.Attempts > 0);

    /// <summary>What is stored with the answer to the events of <paramref name="records"/>.</summary>
    public RefreshWrite Answer(IEnumerable<string> records, DateTimeOffset readAt, bool found) =>
        Answer(records.SelectMany(id => ByRecord[id]), readAt, found);

    /// <summary>What is stored with the answer to <paramref name="events"/>.</summary>
    public RefreshWrite Answer(IEnumerable<DueEvents> events, DateTimeOffset readAt, bool found)
    {
        List<DueEvents> answered = [.. events];
        return new()
        {
            CompanyId = CompanyId,
            ReadAt = readAt,
            SourceSince = SourceSince,
            ProcessedEvents = answered.SelectMany(e => e.Ids).ToList(),
            EventOf = answered.Where(e => e.RecordId is not null && e.Ids.Count > 0).DistinctBy(e => e.RecordId).ToDictionary(e => e.RecordId!, e => e.Ids[0], StringComparer.Ordinal),
            Note = found ? null : NoSuchRecord,
        };
    }
}

/// <summary>What a refresh could not do; everything else of the batch is stored and its events are processed.</summary>
/// <param name="Failed">Events → why their record could not be read, for a person.</param>
/// <param name="Exhausted">Why those that are in nothing of this were not read; null when all were.</param>
internal sealed record RefreshResult(IReadOnlyDictionary<DueEvents, string> Failed, BudgetExhaustedException? Exhausted = null)
{
    /// <summary>Events → why there is nothing to read for them.</summary>
    public IReadOnlyDictionary<DueEvents, string> Pointless { get; init; } = new Dictionary<DueEvents, string>();

    /// <summary>For the log.</summary>
    public IReadOnlyList<Exception> Unexpected { get; init; } = [];
}
