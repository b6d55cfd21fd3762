namespace Jobvite.Grains.Interfaces;

/// <summary>What a caller wants of a run.</summary>
/// <param name="Mode">Null leaves it to the schedule's rule: full when a full run is due, incremental otherwise.</param>
/// <param name="Limit">Read at most this many records (1 or more); such a run never deletes. Null for no limit beyond the settings'.</param>
[GenerateSerializer, Alias("jv.SyncRequest"), Immutable]
public sealed record SyncRequest(
    [property: Id(0)] SyncMode? Mode = null,
    [property: Id(1)] int? Limit = null);

/// <summary>How much a run reads.</summary>
[GenerateSerializer, Alias("jv.SyncMode")]
public enum SyncMode
{
    /// <summary>What changed since the last complete run, minus an overlap.</summary>
    Incremental = 1,

    /// <summary>Everything; finds deletions.</summary>
    Full = 2,
}

/// <summary>The answer to <see cref="ITenantGrain.StartSync"/>.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Run">The run that does what was asked for: started, joined or queued.</param>
[GenerateSerializer, Alias("jv.StartSyncResult"), Immutable]
public sealed record StartSyncResult(
    [property: Id(0)] StartSyncOutcome Outcome,
    [property: Id(1)] SyncRun? Run = null);

/// <summary>How an attempt to start a run ended.</summary>
[GenerateSerializer, Alias("jv.StartSyncOutcome")]
public enum StartSyncOutcome
{
    Started = 1,

    /// <summary>A run of that kind was under way that does all that was asked for; the caller follows that one.</summary>
    Joined = 2,

    /// <summary>The tenant has no connected company.</summary>
    NotConfigured = 3,

    /// <summary>The settings switch this kind off.</summary>
    SwitchedOff = 4,

    /// <summary>The run under way does less than was asked for; the caller's run waits and begins when that one has ended.</summary>
    Queued = 5,
}
