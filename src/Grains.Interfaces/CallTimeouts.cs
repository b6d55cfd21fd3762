namespace Jobvite.Grains.Interfaces;

/// <summary>How long a caller waits for a grain where the cluster's 30 seconds are not enough.</summary>
public static class CallTimeouts
{
    /// <summary>
    /// For calls that wait for Jobvite: a lease of the request budget, then one or more requests with their retries. Below the 120 seconds
    /// after which the front end gives a request up.
    /// </summary>
    public const string WaitsForJobvite = "00:01:30";
}
