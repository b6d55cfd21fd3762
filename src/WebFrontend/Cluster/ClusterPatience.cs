namespace Jobvite.WebFrontend;

/// <summary>Waits for the cluster at start-up: the two are usually started together, in no certain order.</summary>
internal sealed partial class ClusterPatience(TimeProvider time, ILogger<ClusterPatience> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        WaitsForCluster(exception.GetType().Name);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }
}
