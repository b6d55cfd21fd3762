using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>A company as the people who run the cluster see it: no record, no name, no secret.</summary>
[GenerateSerializer, Alias("jv.CompanyOverview"), Immutable]
public sealed record CompanyOverview
{
    [Id(0)] public required string CompanyId { get; init; }

    [Id(1)] public required JobviteEnvironment Environment { get; init; }

    [Id(2)] public required CompanyHealth Health { get; init; }

    /// <summary>Minutes between two runs of a kind.</summary>
    [Id(3)] public required int IntervalMinutes { get; init; }

    /// <summary>One for each kind.</summary>
    [Id(4)] public ImmutableArray<KindStanding> Kinds { get; init; } = [];

    /// <summary>Events that wait.</summary>
    [Id(5)] public long WebhooksPending { get; init; }

    /// <summary>When the oldest of them arrived.</summary>
    [Id(6)] public DateTimeOffset? OldestPendingAt { get; init; }

    /// <summary>Events that failed permanently.</summary>
    [Id(7)] public long WebhooksDead { get; init; }

    /// <summary>What has been spent as of the last grant; null when nothing has been asked for yet.</summary>
    [Id(8)] public BudgetUsage? Budget { get; init; }

    /// <summary>How old the oldest records of the enabled kinds may be; null when nothing is enabled, or a kind has never been complete.</summary>
    public TimeSpan? Lag(DateTimeOffset now)
    {
        var enabled = Kinds.Where(kind => kind.Enabled).ToList();
        return enabled.Count == 0 || enabled.Any(kind => kind.CompleteSince is null) ? null : now - enabled.Min(kind => kind.CompleteSince);
    }
}

/// <summary>How a company stands, in the order from good to bad. The numbers are what lists are sorted by.</summary>
[GenerateSerializer, Alias("jv.CompanyHealth")]
public enum CompanyHealth
{
    /// <summary>Not connected: nothing is synced, on purpose.</summary>
    Disconnected = 0,

    /// <summary>Nothing to do.</summary>
    Well = 1,

    /// <summary>A kind's records are older than twice the interval and nothing else is known to be wrong.</summary>
    Late = 2,

    /// <summary>Something is wrong that may pass or concerns a part only, such as a last run that was not complete.</summary>
    Impaired = 3,

    /// <summary>Something does not work and needs somebody, such as an endpoint that refuses or a webhook that failed permanently.</summary>
    Failing = 4,
}

/// <summary>How one kind of a company's records stands.</summary>
[GenerateSerializer, Alias("jv.KindStanding"), Immutable]
public sealed record KindStanding
{
    [Id(0)] public required SyncKind Kind { get; init; }

    /// <summary>Switched on in the company's settings.</summary>
    [Id(1)] public required bool Enabled { get; init; }

    /// <summary>How the run ended that ended last; null before the first.</summary>
    [Id(2)] public RunStatus? LastStatus { get; init; }

    /// <summary>When it ended.</summary>
    [Id(3)] public DateTimeOffset? LastEndedAt { get; init; }

    /// <summary>How long it took.</summary>
    [Id(4)] public TimeSpan? LastDuration { get; init; }

    /// <summary>Null when nothing was wrong with it.</summary>
    [Id(5)] public RunTrouble? Trouble { get; init; }

    /// <summary>When the last complete run began: the records are at least as new. Now less this time is the lag.</summary>
    [Id(6)] public DateTimeOffset? CompleteSince { get; init; }

    /// <summary>When the run under way began.</summary>
    [Id(7)] public DateTimeOffset? RunningSince { get; init; }
}
