namespace Jobvite.Grains.Interfaces;

/// <summary>How a company stands, in the order from good to bad. The numbers are what lists are sorted by.</summary>
[GenerateSerializer, Alias("jv.CompanyHealth")]
public enum CompanyHealth
{
    /// <summary>Not connected: nothing is synced, on purpose.</summary>
    Disconnected = 0,

    /// <summary>Nothing to do.</summary>
    Well = 1,

    /// <summary>A kind's records are older than twice the interval and nothing else is known to be wrong.</summary>
    Late = 2,

    /// <summary>Dead events, or a last run that read only a part.</summary>
    Impaired = 3,

    /// <summary>The last run of a kind failed.</summary>
    Failing = 4,
}
