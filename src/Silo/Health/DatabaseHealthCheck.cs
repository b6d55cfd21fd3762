using Jobvite.Grains.Silos;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Jobvite.Silo.Health;

/// <summary>Ready when the database answered a moment ago. Answers from memory, so a database that hangs does not make it hang.</summary>
internal sealed class DatabaseHealthCheck(DatabaseReach database) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(database.Answers
            ? HealthCheckResult.Healthy("The database answers.")
            : HealthCheckResult.Unhealthy($"The database has not answered for {database.Silence.TotalSeconds:0} s."));
}

/// <summary>Ready when the silo takes part in its cluster; not while it starts or stops.</summary>
internal sealed class SiloHealthCheck(ISiloStatusOracle oracle) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(oracle.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy("The silo is active.")
            : HealthCheckResult.Unhealthy($"The silo is {oracle.CurrentStatus}."));
}
