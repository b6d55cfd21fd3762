using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Jobvite.WebFrontend;

/// <summary>
/// Ready when connected to a silo. A database that is away takes no front end out of service: it would take all of them, and callers would
/// get their proxy's error instead of our 503 with <c>Retry-After</c>. Nor does a silo that has just died, while the others answer.
/// </summary>
internal sealed partial class ClusterHealthCheck(
    GatewayConnections gateways, ClusterGrains grains, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ClusterHealthCheck> logger) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, "The process is starting or stopping.");
        }

        if (!gateways.Any)
        {
            await Connect(cancellationToken);
        }

        return gateways.Any ? HealthCheckResult.Healthy() : new(context.Registration.FailureStatus, "No silo can be reached.");
    }

    /// <summary>
    /// Orleans connects when there is something to ask, and a front end out of service is asked nothing: so this asks. What is answered does
    /// not matter, and it is an error while the database is away; the connection stays.
    /// </summary>
    private async Task Connect(CancellationToken cancellationToken)
    {
        try
        {
            await grains.Management.GetHosts(onlyActive: true, cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogNotAnswered(e.GetType().Name);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Connected to no silo, and a call was not answered ({Reason})")]
    private partial void LogNotAnswered(string reason);
}
