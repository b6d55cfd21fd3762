using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>How the mirror stands.</summary>
public sealed record HealthItem
{
    internal static HealthItem NotConnected { get; } = Items.Of(new HealthReport { Status = HealthStatus.Disconnected });

    /// <summary>ok, degraded, failing, notStarted or disconnected. ok: every endpoint in use answered last time, nothing waits longer than it should, and the last due runs ended well.</summary>
    public required string Status { get; init; }

    /// <summary>Jobvite's endpoints.</summary>
    public required IReadOnlyList<EndpointHealthItem> Endpoints { get; init; }

    /// <summary>The webhooks that Jobvite sends; off when no company is connected.</summary>
    public required WebhooksHealthItem Webhooks { get; init; }

    /// <summary>The kinds that are switched on.</summary>
    public required IReadOnlyList<ScheduleHealthItem> Schedule { get; init; }

    /// <summary>What is wrong, and then what was; open ones have no endedAt.</summary>
    public required IReadOnlyList<IncidentItem> Incidents { get; init; }
}

/// <summary>One of Jobvite's endpoints.</summary>
/// <param name="Endpoint">job, candidate or onboarding.</param>
/// <param name="State">ok, retrying, failing, neverTried or off.</param>
/// <param name="Since">When it began to answer, or not to.</param>
/// <param name="LastContactAt">The last attempt.</param>
/// <param name="LastSuccessAt">The last good one.</param>
/// <param name="ConsecutiveFailures">Failed attempts since then.</param>
/// <param name="Error">What happened last; null when it was good.</param>
/// <param name="WhatToDo">What a person can do.</param>
public sealed record EndpointHealthItem(
    string Endpoint, string State, DateTime? Since, DateTime? LastContactAt, DateTime? LastSuccessAt, int ConsecutiveFailures, string? Error, string? WhatToDo);

/// <summary>The webhooks that Jobvite sends.</summary>
/// <param name="State">ok, retrying, failing, rejecting, neverReceived or off.</param>
/// <param name="LastReceivedAt">When one with a valid signature came last.</param>
/// <param name="Waiting">How many wait to be applied.</param>
/// <param name="OldestWaitingAt">When the oldest of them came.</param>
/// <param name="Failing">Those of them that could not be applied so far.</param>
/// <param name="Dead">How many failed permanently.</param>
/// <param name="RejectedLastHour">How many were refused in the last hour.</param>
/// <param name="WhatToDo">What a person can do.</param>
/// <param name="Announced">Which changes they announced; null when nothing is known to have changed.</param>
public sealed record WebhooksHealthItem(
    string State, DateTime? LastReceivedAt, long Waiting, DateTime? OldestWaitingAt, long Failing, long Dead, int RejectedLastHour, string? WhatToDo, AnnouncedItem? Announced);

/// <summary>How many changes webhooks announced; the others were found by a run.</summary>
/// <param name="Days">Counted over so many days, today included.</param>
/// <param name="Announced">Changes that a webhook announced.</param>
/// <param name="Missed">Changes that a run found and no webhook had announced.</param>
/// <param name="Percent">Of 100 changes, how many were announced, rounded down; null without any.</param>
/// <param name="MedianSeconds">How long after the change half of the webhooks had come; null when no times are known.</param>
/// <param name="NoWebhooks">jobs, candidates or onboarding: something changed, and no webhooks arrive for it. Not part of the numbers.</param>
/// <param name="Summary">The whole of it in words.</param>
public sealed record AnnouncedItem(int Days, long Announced, long Missed, int? Percent, int? MedianSeconds, IReadOnlyList<string> NoWebhooks, string Summary);

/// <summary>One kind that is switched on.</summary>
/// <param name="Kind">jobs, candidates or onboarding.</param>
/// <param name="LastCompleteRunAt">When the last complete run began.</param>
/// <param name="NextDueAt">When the next run is due.</param>
/// <param name="Overdue">A run was due and did not start.</param>
public sealed record ScheduleHealthItem(string Kind, DateTime? LastCompleteRunAt, DateTime? NextDueAt, bool Overdue);

/// <summary>Something that is or was wrong.</summary>
/// <param name="Id">Of this incident.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it is open.</param>
/// <param name="Cause">What is wrong.</param>
/// <param name="Effect">What follows from it; may be empty.</param>
/// <param name="WhatToDo">What a person can do; may be empty.</param>
public sealed record IncidentItem(Guid Id, DateTime StartedAt, DateTime? EndedAt, string Cause, string Effect, string WhatToDo);
