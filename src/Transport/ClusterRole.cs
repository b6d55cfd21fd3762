namespace Jobvite.Transport;

/// <summary>What a process is in its cluster; its certificate says the same.</summary>
public enum ClusterRole
{
    /// <summary>Hosts actors; talks to other silos and is talked to by them and by front ends.</summary>
    Silo,

    /// <summary>Asks silos, and is never asked by them.</summary>
    Front,
}
