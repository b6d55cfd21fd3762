namespace Jobvite.Grains.Interfaces;

/// <summary>The cluster's load in a few numbers.</summary>
[GenerateSerializer, Alias("jv.ClusterTotals"), Immutable]
public sealed record ClusterTotals
{
    /// <summary>Companies that are known, disconnected ones included.</summary>
    [Id(0)] public long Companies { get; init; }

    [Id(1)] public long Connected { get; init; }

    /// <summary>Runs queued or under way.</summary>
    [Id(2)] public long RunsUnderWay { get; init; }

    /// <summary>Events that wait, of all companies.</summary>
    [Id(3)] public long WebhooksPending { get; init; }

    /// <summary>When the oldest of them arrived.</summary>
    [Id(4)] public DateTimeOffset? OldestPendingAt { get; init; }

    /// <summary>Events that were given up, of all companies.</summary>
    [Id(5)] public long WebhooksDead { get; init; }
}
