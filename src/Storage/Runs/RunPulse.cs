namespace Jobvite.Storage;

/// <summary>What a holder learns from its heartbeat.</summary>
public enum RunPulse
{
    /// <summary>Go on.</summary>
    Alive,

    /// <summary>Somebody asked for an end.</summary>
    CancelRequested,

    /// <summary>The run has ended, or somebody else has taken it: stop without writing.</summary>
    Lost,
}
