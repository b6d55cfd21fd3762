using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Sync;

/// <summary>A decided run.</summary>
/// <param name="Mode">How much it reads.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="Limit">Read at most this many records; null for all.</param>
/// <param name="ChangedSince">Of an incremental run: read what changed since then.</param>
/// <param name="SourceSince">When the company's source changed, if no run of this kind has compared everything since.</param>
/// <param name="Confirms">How many missing records a person confirms with it, because their deletion was withheld.</param>
/// <param name="Version">Of the settings that it was decided by (<see cref="Connections.CompanyConnection.Version"/>): it begins with none older.</param>
[GenerateSerializer, Alias("jv.StartRun"), Immutable]
internal sealed record StartRun(
    [property: Id(0)] SyncMode Mode,
    [property: Id(1)] RunTrigger Trigger,
    [property: Id(2)] int? Limit,
    [property: Id(3)] DateTimeOffset? ChangedSince,
    [property: Id(4)] DateTimeOffset? SourceSince = null,
    [property: Id(5)] int? Confirms = null,
    [property: Id(6)] int Version = 0);
