using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// What a transaction changes, until it is about to commit: then <see cref="FeedWriter"/> gives it its places in the feed. One company's.
/// </summary>
internal sealed class ChangeBuffer
{
    private readonly List<ChangeItem> _items = [];
    private readonly List<(SyncRun Run, bool IsComplete, bool IsWithheld)> _ended = [];

    /// <summary>Whose; null while nothing has changed.</summary>
    public string? CompanyId { get; private set; }

    public IReadOnlyList<ChangeItem> Items => _items;

    /// <summary>Runs that end, in the order in which they do.</summary>
    public IReadOnlyList<(SyncRun Run, bool IsComplete, bool IsWithheld)> Ended => _ended;

    /// <summary>The connection is failing, or well again; null says nothing.</summary>
    public bool? IsFailing { get; private set; }

    /// <summary>What made the changes known; set before the first.</summary>
    public ChangeCause? Cause { get; set; }

    public void Add(string companyId, ChangeItem item)
    {
        CompanyId = companyId;
        _items.Add(item);
    }

    public void Add(string companyId, IEnumerable<ChangeItem> items)
    {
        foreach (var item in items)
        {
            Add(companyId, item);
        }
    }

    /// <summary>What was created of these was here before.</summary>
    public void Restore(Predicate<ChangeItem> wasHere)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            _items[i] = _items[i] is { What: ChangeKind.Created } item && wasHere(item) ? item with { What = ChangeKind.Restored } : _items[i];
        }
    }

    /// <param name="companyId">Whose run.</param>
    /// <param name="run">As it ended.</param>
    /// <param name="isComplete">It read everything and had no limit.</param>
    /// <param name="isWithheld">It did not delete what it missed.</param>
    public void End(string companyId, SyncRun run, bool isComplete, bool isWithheld)
    {
        CompanyId = companyId;
        _ended.Add((run, isComplete, isWithheld));
    }

    public void Connect(string companyId, bool isFailing)
    {
        CompanyId = companyId;
        IsFailing = isFailing;
    }
}

/// <summary>What made changes known.</summary>
/// <param name="Kind">What.</param>
/// <param name="Id">The run; null when <see cref="Events"/> tell.</param>
internal sealed record ChangeCause(FeedCause Kind, Guid? Id = null)
{
    /// <summary>Record → the event that named it.</summary>
    public IReadOnlyDictionary<string, Guid>? Events { get; init; }

    /// <summary>Whether webhooks announced the changes is counted: of refreshes, and of runs that compare a source with itself.</summary>
    public bool IsJudged { get; init; }

    public static ChangeCause Of(SyncRun run) => new(run.Trigger is RunTrigger.Person ? FeedCause.Manual : FeedCause.Sync, run.RunId);

    public static ChangeCause Of(RefreshWrite refresh) => refresh.ProcessedEvents.Count == 0
        ? new(refresh.ByPerson ? FeedCause.Manual : FeedCause.Write)
        : new(FeedCause.Webhook, refresh.ProcessedEvents.Count == 1 ? refresh.ProcessedEvents[0] : null) { Events = refresh.EventOf, IsJudged = refresh.SourceSince is null };

    public Guid? IdFor(ChangeItem item) => Find(item.RecordId) ?? Find(item.CandidateId) ?? Find(item.ApplicationId) ?? Id;

    /// <summary>When the event came that named the record of a change; null when none did.</summary>
    public DateTimeOffset? AnnouncedAt(ChangeItem item) => (Find(item.RecordId) ?? Find(item.CandidateId) ?? Find(item.ApplicationId)) is { } id ? TimeOf(id) : null;

    /// <summary>An event's id begins with the time at which it was received (UUID version 7).</summary>
    private static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
    }

    private Guid? Find(string? record) => record is not null && Events is not null && Events.TryGetValue(record, out var id) ? id : null;
}

/// <summary>One change of one record, or something to tell of a run or the connection.</summary>
/// <param name="Kind">Of <see cref="FeedTypes.Kinds"/>.</param>
/// <param name="Sync">Whose first complete run lets it into the feed; null of what does not wait for one.</param>
/// <param name="What">What happened.</param>
internal sealed record ChangeItem(string Kind, SyncKind? Sync, ChangeKind What)
{
    public string? RecordId { get; init; }

    public string? CandidateId { get; init; }

    public string? ApplicationId { get; init; }

    public string? JobId { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    /// <summary>Names of columns, a space between.</summary>
    public string Fields { get; init; } = "";

    public DateTimeOffset? SourceUpdatedAt { get; init; }

    /// <summary>Set of what is not a record's.</summary>
    public string? OwnType { get; init; }

    /// <summary>JSON of a <see cref="FeedRun"/>.</summary>
    public string? Details { get; init; }

    /// <summary>Kept as history of a candidate whether there is a feed or not.</summary>
    public bool IsHistory => Kind is "candidate" or "application" && What is not (ChangeKind.Created or ChangeKind.Erased);

    public string Type => OwnType ?? What switch
    {
        ChangeKind.Created => $"{Kind}.created",
        ChangeKind.Deleted => $"{Kind}.deleted",
        ChangeKind.Restored => $"{Kind}.restored",
        ChangeKind.Erased => $"{Kind}.erased",
        _ => Kind == "application" && From != To ? FeedTypes.StageChanged : $"{Kind}.updated",
    };
}

/// <summary>What happened to a record. The numbers are stored; the first three are those of <see cref="CandidateChangeKind"/>.</summary>
internal enum ChangeKind : short
{
    Updated = 1,
    Deleted = 2,
    Restored = 3,
    Created = 4,

    /// <summary>Nothing of a record's.</summary>
    Told = 5,

    /// <summary>Everything that was kept of it is gone, and is not to come back.</summary>
    Erased = 6,
}
