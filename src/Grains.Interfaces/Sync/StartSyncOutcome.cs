namespace Jobvite.Grains.Interfaces;

/// <summary>How an attempt to start a run ended.</summary>
[GenerateSerializer, Alias("jv.StartSyncOutcome")]
public enum StartSyncOutcome
{
    Started = 1,

    /// <summary>A run of that kind was under way; the caller follows that one.</summary>
    Joined = 2,

    /// <summary>The tenant has no connected company.</summary>
    NotConfigured = 3,

    /// <summary>The settings switch this kind off.</summary>
    SwitchedOff = 4,
}
