namespace Jobvite.Grains.Interfaces;

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
