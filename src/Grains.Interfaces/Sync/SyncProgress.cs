namespace Jobvite.Grains.Interfaces;

/// <summary>
/// What a run has done so far. A record is one entry of Jobvite's list; for candidates that is one application, so
/// <c>Fetched = Created + Updated + Unchanged + Stale + Suppressed + Failed</c> always holds at the end of a page. Pages overlap on purpose (that is how a list
/// that moves is noticed); a record that comes again unchanged counts once.
/// </summary>
[GenerateSerializer, Alias("jv.SyncProgress"), Immutable]
public sealed record SyncProgress
{
    [Id(0)] public int Fetched { get; init; }

    /// <summary>What Jobvite said there is; null until it said so.</summary>
    [Id(1)] public int? Total { get; init; }

    [Id(2)] public int Created { get; init; }

    [Id(3)] public int Updated { get; init; }

    [Id(4)] public int Unchanged { get; init; }

    [Id(5)] public int Deleted { get; init; }

    [Id(6)] public int Failed { get; init; }

    [Id(7)] public int Pages { get; init; }

    /// <summary>Not stored, because a later answer about the same record had been stored before this one arrived.</summary>
    [Id(8)] public int Stale { get; init; }

    /// <summary>Not stored, because the person was erased.</summary>
    [Id(9)] public int Suppressed { get; init; }

    /// <summary>Requests that were sent to Jobvite, those that failed included; a page may take several. 0 of runs of older programs.</summary>
    [Id(10)] public int Requests { get; init; }
}
