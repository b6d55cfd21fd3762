using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>One change in a company's mirror. Holds ids, names of fields and workflow states; no other values.</summary>
[GenerateSerializer, Alias("jv.FeedItem"), Immutable]
public sealed record FeedItem
{
    /// <summary>Stays the same wherever the change is told of.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The place behind this item.</summary>
    [Id(1)] public required string Cursor { get; init; }

    /// <summary>One of <see cref="FeedTypes"/>.</summary>
    [Id(2)] public required string Type { get; init; }

    /// <summary>When it was stored here.</summary>
    [Id(3)] public required DateTimeOffset At { get; init; }

    /// <summary>Jobvite's id of the record; of a document that Jobvite gives no id, ours. Null where no record is concerned.</summary>
    [Id(4)] public string? RecordId { get; init; }

    [Id(5)] public string? CandidateId { get; init; }

    [Id(6)] public string? ApplicationId { get; init; }

    [Id(7)] public string? JobId { get; init; }

    /// <summary>Names of the changed columns, such as <c>last_name</c>; empty when only parts changed that no column shows.</summary>
    [Id(8)] public ImmutableArray<string> Changed { get; init; } = [];

    /// <summary>Of an application: its workflow state before.</summary>
    [Id(9)] public string? From { get; init; }

    /// <summary>Of an application: its workflow state since then.</summary>
    [Id(10)] public string? To { get; init; }

    /// <summary>Null where nothing but time caused it.</summary>
    [Id(11)] public FeedCause? Cause { get; init; }

    /// <summary>The event or the run.</summary>
    [Id(12)] public Guid? CauseId { get; init; }

    /// <summary>When Jobvite says the record last changed.</summary>
    [Id(13)] public DateTimeOffset? SourceUpdatedAt { get; init; }

    /// <summary>Of an item about a run.</summary>
    [Id(14)] public FeedRun? Run { get; init; }
}

/// <summary>What made a change known. The numbers are stored.</summary>
[GenerateSerializer, Alias("jv.FeedCause")]
public enum FeedCause
{
    Webhook = 1,

    /// <summary>A scheduled run.</summary>
    Sync = 2,

    /// <summary>A run that somebody started; without an id, somebody had one record read again.</summary>
    Manual = 3,

    /// <summary>This service wrote to Jobvite and read the record again.</summary>
    Write = 4,

    /// <summary>Somebody had a person erased; the id is that of the suppression.</summary>
    Erasure = 5,
}

/// <summary>A run that ended, as it stood then.</summary>
[GenerateSerializer, Alias("jv.FeedRun"), Immutable]
public sealed record FeedRun(
    [property: Id(0)] SyncKind Kind,
    [property: Id(1)] Guid RunId,
    [property: Id(2)] RunStatus Status,
    [property: Id(3)] SyncProgress Progress);
