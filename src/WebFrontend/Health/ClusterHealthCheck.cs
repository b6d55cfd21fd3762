using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Jobvite.WebFrontend;

/// <summary>A front without its cluster can only answer 503; it should not get requests.</summary>
internal sealed class ClusterHealthCheck(IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, "The process is starting or stopping.");
        }

        try
        {
            var hosts = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return hosts.Count > 0 ? HealthCheckResult.Healthy() : new(context.Registration.FailureStatus, "No silo is active.");
        }
        catch (Exception e) when (ClusterTrouble.Is(e) && !cancellationToken.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, "The cluster does not answer.");
        }
    }
}
