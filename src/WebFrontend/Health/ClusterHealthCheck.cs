using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Jobvite.WebFrontend;

/// <summary>
/// Ready when a silo can be asked. A database that is away takes no front end out of service: it would take all of them, and callers would
/// get their proxy's error instead of our 503 with <c>Retry-After</c>. Nor does a silo that has just died, while the others answer.
/// </summary>
internal sealed class ClusterHealthCheck(GatewayConnections gateways, IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, "The process is starting or stopping.");
        }

        return gateways.Any || await Connects(cancellationToken)
            ? HealthCheckResult.Healthy()
            : new(context.Registration.FailureStatus, "No silo answers.");
    }

    /// <summary>
    /// Orleans connects when there is something to ask, and a front end out of service is asked nothing: so this asks, for what a silo
    /// knows without a database.
    /// </summary>
    private async Task<bool> Connects(CancellationToken cancellationToken)
    {
        try
        {
            var management = grains.GetGrain<IManagementGrain>(0);
            await management.GetActivationAddress(management, cancellationToken).AsTask().WaitAsync(Patience, time, cancellationToken);
            return true;
        }
        catch (Exception e) when (ClusterTrouble.Is(e) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
