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

    /// <summary>Something is wrong that may pass or concerns a part only, such as a last run that was not complete.</summary>
    Impaired = 3,

    /// <summary>Something does not work and needs somebody, such as an endpoint that refuses.</summary>
    Failing = 4,
}
