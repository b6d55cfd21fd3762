using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Sync;

/// <summary>A decided run.</summary>
[GenerateSerializer, Alias("jv.StartRun"), Immutable]
internal sealed record StartRun(
    [property: Id(0)] SyncMode Mode,
    [property: Id(1)] RunTrigger Trigger,
    [property: Id(2)] int? Limit,
    [property: Id(3)] DateTimeOffset? ChangedSince);
