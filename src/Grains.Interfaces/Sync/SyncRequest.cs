namespace Jobvite.Grains.Interfaces;

/// <summary>What a caller wants of a run.</summary>
/// <param name="Mode">Null leaves it to the schedule's rule: full when a full run is due, incremental otherwise.</param>
/// <param name="Limit">Read at most this many records (1 or more); such a run never deletes. Null for no limit beyond the settings'.</param>
[GenerateSerializer, Alias("jv.SyncRequest"), Immutable]
public sealed record SyncRequest(
    [property: Id(0)] SyncMode? Mode = null,
    [property: Id(1)] int? Limit = null);
