namespace Jobvite.Grains.Interfaces;

/// <summary>Where a run stands.</summary>
[GenerateSerializer, Alias("jv.RunStatus")]
public enum RunStatus
{
    Queued = 1,
    Running = 2,

    /// <summary>Everything that was asked for was read.</summary>
    Success = 3,

    /// <summary>Read in part, or with bad records, or deletion was withheld; <see cref="SyncRun.Error"/> says why.</summary>
    Partial = 4,

    Failed = 5,
    Cancelled = 6,
}
