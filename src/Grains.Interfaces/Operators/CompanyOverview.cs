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

    /// <summary>Events that were given up.</summary>
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
