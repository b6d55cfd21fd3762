namespace Jobvite.Grains.Interfaces;

/// <summary>How much a run reads.</summary>
[GenerateSerializer, Alias("jv.SyncMode")]
public enum SyncMode
{
    /// <summary>What changed since the last complete run, minus an overlap.</summary>
    Incremental = 1,

    /// <summary>Everything; finds deletions.</summary>
    Full = 2,
}
