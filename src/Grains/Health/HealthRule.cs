using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Health;

/// <summary>
/// Turns facts into a company's health. It is <see cref="HealthStatus.Ok"/> only when every endpoint in use answered last time, nothing
/// waits longer than it should, every kind has been read and the last due runs ended well. Pure.
/// </summary>
internal static class HealthRule
{
    /// <summary>An endpoint that has not answered for so long needs somebody.</summary>
    public static readonly TimeSpan LongOutage = TimeSpan.FromMinutes(10);

    /// <summary>How long a webhook may wait before that is worth a word.</summary>
    public static readonly TimeSpan LongWait = TimeSpan.FromMinutes(5);

    /// <summary>How much later than its tick a run may start.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private static readonly SyncKind[] Kinds = Enum.GetValues<SyncKind>();

    public static HealthJudgement Judge(HealthFacts facts)
    {
        var endpoints = Kinds.Select(kind => Endpoint(facts, kind)).ToList();
        var schedule = Kinds.Where(facts.Settings.Includes).Select(kind => Schedule(facts, kind)).ToList();
        var webhooks = Webhooks(facts);
        var conditions = Kinds.SelectMany((kind, index) => HealthConditions.OfKind(facts, kind, endpoints[index], schedule.Find(s => s.Kind == kind)))
            .Concat(HealthConditions.OfWebhooks(facts, webhooks))
            .Concat(HealthConditions.OfCompany(facts))
            .Concat(EndpointConditions.Of(facts))
            .ToList();
        return new HealthJudgement(
            new HealthReport
            {
                Status = Status(facts, endpoints, webhooks, conditions),
                Endpoints = [.. endpoints],
                Webhooks = webhooks,
                Schedule = [.. schedule],
            },
            conditions);
    }

    /// <summary>The endpoint that a kind is read from.</summary>
    public static ContactPoint PointOf(SyncKind kind) => kind switch
    {
        SyncKind.Jobs => ContactPoint.Job,
        SyncKind.Candidates => ContactPoint.Candidate,
        _ => ContactPoint.Onboarding,
    };

    private static HealthStatus Status(
        HealthFacts facts, List<EndpointHealth> endpoints, WebhooksHealth webhooks, List<OpenCondition> conditions)
    {
        if (conditions.Exists(one => one.Severe) || endpoints.Exists(one => one.State == EndpointState.Failing))
        {
            return HealthStatus.Failing;
        }

        if (conditions.Count > 0 || endpoints.Exists(one => one.State == EndpointState.Retrying) || webhooks.State is WebhooksState.Retrying)
        {
            return HealthStatus.Degraded;
        }

        var unread = Kinds.Any(kind => facts.Settings.Includes(kind) && facts.HistoryOf(kind) is not { LastEnded: not null });
        return unread || endpoints.Exists(one => one.State == EndpointState.NeverTried) ? HealthStatus.NotStarted : HealthStatus.Ok;
    }

    private static EndpointHealth Endpoint(HealthFacts facts, SyncKind kind)
    {
        var point = PointOf(kind);
        var name = point.ToString().ToLowerInvariant();
        if (!facts.Settings.Includes(kind))
        {
            return new EndpointHealth { Endpoint = name, State = EndpointState.Off };
        }

        if (facts.ContactWith(point) is not { } contact)
        {
            return new EndpointHealth { Endpoint = name, State = EndpointState.NeverTried };
        }

        return new EndpointHealth
        {
            Endpoint = name,
            State = StateOf(contact),
            Since = contact.Since,
            LastContactAt = contact.LastContactAt,
            LastSuccessAt = contact.LastSuccessAt,
            ConsecutiveFailures = contact.Failures,
            Error = contact.Failures > 0 ? contact.Error : null,
            WhatToDo = contact.Failures > 0 ? contact.WhatToDo : null,
        };
    }

    private static EndpointState StateOf(StoredContact contact) => (FailureKind)contact.Kind switch
    {
        _ when contact.Failures == 0 => EndpointState.Ok,
        FailureKind.Throttled => EndpointState.Retrying,
        FailureKind.Unavailable or FailureKind.Malformed => contact.LastContactAt - contact.Since < LongOutage ? EndpointState.Retrying : EndpointState.Failing,
        _ => EndpointState.Failing,
    };

    private static ScheduleHealth Schedule(HealthFacts facts, SyncKind kind)
    {
        var history = facts.HistoryOf(kind);
        return new ScheduleHealth
        {
            Kind = kind,
            LastCompleteRunAt = history?.LastCompleteStartedAt,
            NextDueAt = ScheduleRule.NextDue(facts.CompanyId, history, facts.Settings, facts.Now),
            Overdue = IsOverdue(facts, history),
        };
    }

    /// <summary>
    /// A tick has passed, no run has begun for it, and none was under way that would have stood in for it; or none ever began. New settings
    /// have new ticks, and a new connection has none behind it, so they get an interval to begin.
    /// </summary>
    private static bool IsOverdue(HealthFacts facts, KindHistory? history)
    {
        var (settings, now) = (facts.Settings, facts.Now);
        var patience = TimeSpan.FromMinutes(settings.IntervalMinutes) + Grace;
        return history?.Active is null
            && !(history?.LastEnded?.FinishedAt > now - patience)
            && facts.Rows.VersionSince is { } since && since <= now - patience
            && ScheduleRule.IsDue(facts.CompanyId, history, settings, now - Grace);
    }

    private static WebhooksHealth Webhooks(HealthFacts facts)
    {
        var rows = facts.Rows;
        var accepted = facts.ContactWith(ContactPoint.Webhooks)?.LastSuccessAt;
        var rejecting = RejectionRule.RejectingSince(rows.Rejected, accepted, facts.Now) is not null;
        var state = rejecting ? WebhooksState.Rejecting
            : rows.Dead > 0 || HealthConditions.CannotBeTaken(facts) ? WebhooksState.Failing
            : rows.Failing > 0 || rows.OldestWaitingAt < facts.Now - LongWait ? WebhooksState.Retrying
            : !facts.HasSigningKey ? WebhooksState.Off
            : accepted is null ? WebhooksState.NeverReceived
            : WebhooksState.Ok;
        return new WebhooksHealth
        {
            State = state,
            LastReceivedAt = accepted,
            Waiting = rows.Waiting,
            OldestWaitingAt = rows.OldestWaitingAt,
            Failing = rows.Failing,
            Dead = rows.Dead,
            RejectedLastHour = (int)Math.Min(rows.RefusedLastHour, int.MaxValue),
            Announced = AnnouncedRule.Of(rows.Announced),
            WhatToDo = state switch
            {
                WebhooksState.Rejecting => HealthConditions.MendSignature(facts),
                WebhooksState.Failing => rows.Dead > 0 ? HealthConditions.ReplayDead : HealthConditions.TellOperator,
                WebhooksState.Off => "Save the signing key that Jobvite shows for its webhooks; until then all of them are refused.",
                _ => null,
            },
        };
    }
}

/// <summary>
/// Anybody who knows a company's id can post unsigned webhooks. Three refused ones within ten minutes with none accepted since say that the
/// company's own are refused; it is over with the next accepted one or after ten quiet minutes.
/// </summary>
internal static class RejectionRule
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private const int Enough = 3;

    /// <summary>When the refusals began that are going on; null when none are.</summary>
    /// <param name="refused">The newest first.</param>
    /// <param name="accepted">When one was accepted last.</param>
    /// <param name="now">The present.</param>
    public static DateTimeOffset? RejectingSince(IReadOnlyList<DateTimeOffset> refused, DateTimeOffset? accepted, DateTimeOffset now)
    {
        DateTimeOffset? since = null;
        List<DateTimeOffset> chain = [];
        foreach (var at in refused.Reverse().Where(at => !(at <= accepted)))
        {
            if (chain.Count > 0 && at - chain[^1] >= Window)
            {
                chain.Clear();
                since = null;
            }

            chain.Add(at);
            if (since is null && chain.Count >= Enough && at - chain[^Enough] <= Window)
            {
                since = chain[^Enough];
            }
        }

        return chain.Count > 0 && now - chain[^1] < Window ? since : null;
    }
}
