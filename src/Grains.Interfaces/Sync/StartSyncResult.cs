namespace Jobvite.Grains.Interfaces;

/// <summary>The answer to <see cref="ITenantGrain.StartSync"/>.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Run">The run that does what was asked for: started, joined or queued.</param>
[GenerateSerializer, Alias("jv.StartSyncResult"), Immutable]
public sealed record StartSyncResult(
    [property: Id(0)] StartSyncOutcome Outcome,
    [property: Id(1)] SyncRun? Run = null);
