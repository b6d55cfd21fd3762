using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>How a company's mirror stands. The numbers are stored and lists are sorted by them.</summary>
[GenerateSerializer, Alias("jv.HealthStatus")]
public enum HealthStatus
{
    /// <summary>Not connected: nothing is synced, on purpose.</summary>
    Disconnected = 0,

    /// <summary>Every endpoint in use answered last time, nothing waits longer than it should, and the last due runs ended well.</summary>
    Ok = 1,

    /// <summary>Nothing is known to be wrong, but a kind has not been read to its end yet.</summary>
    NotStarted = 2,

    /// <summary>Something is wrong and may pass by itself, or concerns a part only.</summary>
    Degraded = 3,

    /// <summary>Something does not work and needs somebody.</summary>
    Failing = 4,
}

/// <summary>What is known of one endpoint of Jobvite.</summary>
[GenerateSerializer, Alias("jv.EndpointState")]
public enum EndpointState
{
    /// <summary>It answered last time.</summary>
    Ok = 1,

    /// <summary>It did not answer last time, and is tried again by itself.</summary>
    Retrying = 2,

    /// <summary>It refuses, or has not answered for ten minutes.</summary>
    Failing = 3,

    NeverTried = 4,

    /// <summary>The settings do not use it.</summary>
    Off = 5,
}

/// <summary>What is known of a company's incoming webhooks.</summary>
[GenerateSerializer, Alias("jv.WebhooksState")]
public enum WebhooksState
{
    Ok = 1,

    /// <summary>Some wait longer than they should, or could not be applied yet.</summary>
    Retrying = 2,

    /// <summary>Some failed permanently, or none can be taken at the moment.</summary>
    Failing = 3,

    /// <summary>Several were refused for their signature and none has been accepted since.</summary>
    Rejecting = 4,

    NeverReceived = 5,

    /// <summary>No signing key is stored, so none can be accepted.</summary>
    Off = 6,
}

/// <summary>How a company stands, for its owner. Made of what is stored; Jobvite is not asked.</summary>
[GenerateSerializer, Alias("jv.HealthReport"), Immutable]
public sealed record HealthReport
{
    [Id(0)] public required HealthStatus Status { get; init; }

    [Id(1)] public ImmutableArray<EndpointHealth> Endpoints { get; init; } = [];

    [Id(2)] public WebhooksHealth Webhooks { get; init; } = new() { State = WebhooksState.Off };

    [Id(3)] public ImmutableArray<ScheduleHealth> Schedule { get; init; } = [];

    /// <summary>Open ones first, then those that ended last.</summary>
    [Id(4)] public ImmutableArray<HealthIncident> Incidents { get; init; } = [];
}

/// <summary>One endpoint: <c>job</c>, <c>candidate</c> or <c>onboarding</c>.</summary>
[GenerateSerializer, Alias("jv.EndpointHealth"), Immutable]
public sealed record EndpointHealth
{
    [Id(0)] public required string Endpoint { get; init; }

    [Id(1)] public required EndpointState State { get; init; }

    /// <summary>When it began to answer, or not to.</summary>
    [Id(2)] public DateTimeOffset? Since { get; init; }

    [Id(3)] public DateTimeOffset? LastContactAt { get; init; }

    [Id(4)] public DateTimeOffset? LastSuccessAt { get; init; }

    [Id(5)] public int ConsecutiveFailures { get; init; }

    [Id(6)] public string? Error { get; init; }

    [Id(7)] public string? WhatToDo { get; init; }
}

/// <summary>The webhooks that Jobvite sends.</summary>
[GenerateSerializer, Alias("jv.WebhooksHealth"), Immutable]
public sealed record WebhooksHealth
{
    [Id(0)] public required WebhooksState State { get; init; }

    /// <summary>When one with a valid signature came last.</summary>
    [Id(1)] public DateTimeOffset? LastReceivedAt { get; init; }

    [Id(2)] public long Waiting { get; init; }

    [Id(3)] public DateTimeOffset? OldestWaitingAt { get; init; }

    /// <summary>Those of the waiting ones that could not be applied so far.</summary>
    [Id(4)] public long Failing { get; init; }

    [Id(5)] public long Dead { get; init; }

    /// <summary>All that were refused in the last hour, also those that the log left out.</summary>
    [Id(6)] public int RejectedLastHour { get; init; }

    [Id(7)] public string? WhatToDo { get; init; }

    /// <summary>Which changes of the last seven days they announced; null when nothing is known to have changed.</summary>
    [Id(8)] public AnnouncedChanges? Announced { get; init; }
}

/// <summary>How many changes webhooks announced; the others were found by a run.</summary>
[GenerateSerializer, Alias("jv.AnnouncedChanges"), Immutable]
public sealed record AnnouncedChanges
{
    /// <summary>Counted over so many days, today included.</summary>
    [Id(0)] public required int Days { get; init; }

    [Id(1)] public required long Announced { get; init; }

    /// <summary>Found by a run, and no webhook had named the record.</summary>
    [Id(2)] public required long Missed { get; init; }

    /// <summary>Of 100 changes, rounded down; null without any.</summary>
    [Id(3)] public int? Percent { get; init; }

    /// <summary>How long after the change the webhook came, for half of those whose time is known; null without any.</summary>
    [Id(4)] public int? MedianSeconds { get; init; }

    /// <summary>Kinds of which something changed and no webhooks arrive; they are not part of the numbers.</summary>
    [Id(5)] public ImmutableArray<SyncKind> NoWebhooks { get; init; } = [];

    /// <summary>The whole of it in a sentence or two.</summary>
    [Id(6)] public required string Summary { get; init; }
}

/// <summary>One kind that is switched on.</summary>
[GenerateSerializer, Alias("jv.ScheduleHealth"), Immutable]
public sealed record ScheduleHealth
{
    [Id(0)] public required SyncKind Kind { get; init; }

    /// <summary>When the last complete run began.</summary>
    [Id(1)] public DateTimeOffset? LastCompleteRunAt { get; init; }

    [Id(2)] public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>A run was due and did not start.</summary>
    [Id(3)] public bool Overdue { get; init; }
}

/// <summary>Something that was or is wrong.</summary>
[GenerateSerializer, Alias("jv.HealthIncident"), Immutable]
public sealed record HealthIncident
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>What it is about, such as <c>endpoint:job</c> or <c>webhooks:dead</c>. One incident at a time is open for each.</summary>
    [Id(1)] public required string Subject { get; init; }

    [Id(2)] public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is open.</summary>
    [Id(3)] public DateTimeOffset? EndedAt { get; init; }

    [Id(4)] public required string Cause { get; init; }

    [Id(5)] public required string Effect { get; init; }

    [Id(6)] public required string WhatToDo { get; init; }

    /// <summary>It needs somebody; false when it may pass by itself or concerns a part only.</summary>
    [Id(7)] public bool Severe { get; init; }

    /// <summary>The whole of it in sentences.</summary>
    public override string ToString() => $"{Cause} {Effect} {WhatToDo}".Replace("  ", " ", StringComparison.Ordinal).Trim();
}
