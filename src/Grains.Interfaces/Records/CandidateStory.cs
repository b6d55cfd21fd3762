using System.Collections.Immutable;
using System.Globalization;

namespace Jobvite.Grains.Interfaces;

/// <summary>A part of what happened to a candidate, the newest first, made of what is stored. Holds names of fields and workflow states; no other values.</summary>
[GenerateSerializer, Alias("jv.CandidateStory"), Immutable]
public sealed record CandidateStory
{
    /// <summary>The most events that one call answers with.</summary>
    public const int MaxEvents = 100;

    [Id(0)] public ImmutableArray<StoryEvent> Events { get; init; } = [];

    /// <summary>Where the older events begin; null when there are none.</summary>
    [Id(1)] public StoryPlace? Older { get; init; }

    /// <summary>Null behind the first part.</summary>
    [Id(2)] public CandidateReading? Reading { get; init; }
}

/// <summary>A place in a candidate's story: behind this event.</summary>
[GenerateSerializer, Alias("jv.StoryPlace"), Immutable]
public sealed record StoryPlace([property: Id(0)] DateTimeOffset At, [property: Id(1)] Guid Id)
{
    /// <summary>As an address holds it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}-{Id:N}");

    /// <summary>Null when the text is none.</summary>
    public static StoryPlace? Parse(string text) =>
        text.Split('-') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        && Guid.TryParseExact(id, "N", out var guid)
            ? new StoryPlace(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), guid)
            : null;
}

/// <summary>One thing that happened; exactly one of its parts is set.</summary>
[GenerateSerializer, Alias("jv.StoryEvent"), Immutable]
public sealed record StoryEvent
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>A record was seen to change.</summary>
    [Id(2)] public StoryChange? Change { get; init; }

    /// <summary>A webhook named the candidate.</summary>
    [Id(3)] public WebhookView? Webhook { get; init; }

    /// <summary>Somebody did something.</summary>
    [Id(4)] public AuditView? Act { get; init; }

    /// <summary>The candidate applied, as Jobvite dates it.</summary>
    [Id(5)] public StoryApplication? Applied { get; init; }

    /// <summary>The candidate was stored for the first time.</summary>
    [Id(6)] public bool FirstSynced { get; init; }
}

/// <summary>An application when it was sent.</summary>
[GenerateSerializer, Alias("jv.StoryApplication"), Immutable]
public sealed record StoryApplication([property: Id(0)] string ApplicationId, [property: Id(1)] string? JobId);

/// <summary>A change that was seen of the candidate, an application, a document or an onboarding process.</summary>
[GenerateSerializer, Alias("jv.StoryChange"), Immutable]
public sealed record StoryChange
{
    /// <summary>One of <see cref="FeedTypes"/>.</summary>
    [Id(0)] public required string Type { get; init; }

    /// <summary>Jobvite's id of the record; of a document that Jobvite gives no id, ours. Null of what was noted before ids were kept.</summary>
    [Id(1)] public string? RecordId { get; init; }

    [Id(2)] public string? ApplicationId { get; init; }

    [Id(3)] public string? JobId { get; init; }

    /// <summary>Of an application: its workflow state before.</summary>
    [Id(4)] public string? From { get; init; }

    /// <summary>Of an application: its workflow state since then.</summary>
    [Id(5)] public string? To { get; init; }

    /// <summary>Names of the changed columns, such as <c>last_name</c>; empty when only parts changed that no column shows.</summary>
    [Id(6)] public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>What made it known; null of what was noted before causes were kept.</summary>
    [Id(7)] public FeedCause? Cause { get; init; }

    /// <summary>The event or the run.</summary>
    [Id(8)] public Guid? CauseId { get; init; }
}

/// <summary>How new a candidate is here, and what the next reading waits for.</summary>
[GenerateSerializer, Alias("jv.CandidateReading"), Immutable]
public sealed record CandidateReading
{
    /// <summary>When Jobvite was last asked for it; null when that is not known.</summary>
    [Id(0)] public DateTimeOffset? LastReadAt { get; init; }

    /// <summary>What asked: a webhook, a sync, or a person; null when that is not known any more.</summary>
    [Id(1)] public ReadingCause? LastReadBy { get; init; }

    /// <summary>The event or the run.</summary>
    [Id(2)] public Guid? LastReadId { get; init; }

    /// <summary>Of a person: e-mail or sub.</summary>
    [Id(3)] public string? LastReadPerson { get; init; }

    /// <summary>Webhooks that named the candidate and wait.</summary>
    [Id(4)] public long WaitingWebhooks { get; init; }

    /// <summary>When the first of them is tried.</summary>
    [Id(5)] public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>What they wait for; null when nothing but their turn.</summary>
    [Id(6)] public string? WaitsFor { get; init; }

    /// <summary>The sync of candidates that is under way.</summary>
    [Id(7)] public SyncRun? Running { get; init; }

    /// <summary>When the next one is due; null when candidates are not synced.</summary>
    [Id(8)] public DateTimeOffset? NextRunAt { get; init; }

    [Id(9)] public SyncMode? NextMode { get; init; }

    /// <summary>Jobvite can be asked: the company is connected and syncs candidates.</summary>
    [Id(10)] public bool CanRefresh { get; init; }

    [Id(11)] public BudgetUsage Budget { get; init; } = new();
}

/// <summary>What a candidate was last read for.</summary>
[GenerateSerializer, Alias("jv.ReadingCause")]
public enum ReadingCause
{
    Webhook = 1,

    /// <summary>A sync that read everything, or everything that had changed.</summary>
    Sync = 2,

    /// <summary>Somebody asked for it.</summary>
    Person = 3,
}

/// <summary>What came of asking Jobvite for one candidate.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Error">When Jobvite was not asked or did not answer: why, in sentences.</param>
[GenerateSerializer, Alias("jv.CandidateRefreshed"), Immutable]
public sealed record CandidateRefreshed([property: Id(0)] CandidateRefreshOutcome Outcome, [property: Id(1)] string? Error = null);

/// <summary>How it ended.</summary>
[GenerateSerializer, Alias("jv.CandidateRefreshOutcome")]
public enum CandidateRefreshOutcome
{
    /// <summary>No such candidate is stored.</summary>
    NotFound = 0,

    /// <summary>Jobvite had something else than what was stored.</summary>
    Changed = 1,

    Unchanged = 2,

    /// <summary>Jobvite has no such candidate; what is stored stays until a full sync.</summary>
    NotListed = 3,

    /// <summary>Jobvite was not asked, or gave no answer.</summary>
    Failed = 4,
}
