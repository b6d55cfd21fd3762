using System.Data.Common;
using Jobvite.Silo.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Jobvite.Silo.Health;

/// <summary>Ready when the database answers.</summary>
internal sealed class DatabaseHealthCheck(OrleansStatements statements) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await statements.Ping(cancellationToken);
            return HealthCheckResult.Healthy("The database answers.");
        }
        catch (DbException exception)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
    }
}

/// <summary>Ready when the silo takes part in its cluster; not while it starts or stops.</summary>
internal sealed class SiloHealthCheck(ISiloStatusOracle oracle) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(oracle.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy("The silo is active.")
            : HealthCheckResult.Unhealthy($"The silo is {oracle.CurrentStatus}."));
}
