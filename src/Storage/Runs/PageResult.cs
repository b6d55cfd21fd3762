using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What storing a page did.</summary>
public sealed record PageResult
{
    /// <summary>Stored; or the holder must stop (then nothing was stored unless cancel was asked).</summary>
    public required RunPulse Pulse { get; init; }

    /// <summary>Ids on this page that the run had not seen before (for candidates: of applications, or of persons without one).</summary>
    public int NewIds { get; init; }

    /// <summary>Of the page as it came, records that the run had seen before included.</summary>
    public UpsertCounts Counts { get; init; }

    /// <summary>The run's progress after this page.</summary>
    public SyncProgress Progress { get; init; } = new();
}
