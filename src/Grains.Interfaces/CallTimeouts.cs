namespace Jobvite.Grains.Interfaces;

/// <summary>How long a caller waits for a grain where the cluster's 30 seconds are not enough.</summary>
public static class CallTimeouts
{
    /// <summary>
    /// For calls that wait for Jobvite: a lease of the request budget, then one or more requests with their retries. Below the 120 seconds
    /// after which the front end gives a request up.
    /// </summary>
    public const string WaitsForJobvite = "00:01:30";

    /// <summary>For a call that waits for the answer of a webhook endpoint, which has 15 seconds. Below the front end's limit for a request.</summary>
    public const string WaitsForEndpoint = "00:00:25";
}
