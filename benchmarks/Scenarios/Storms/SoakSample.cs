using Jobvite.Benchmarks.Processes;

namespace Jobvite.Benchmarks.Storms;

/// <summary>What could grow, at one moment.</summary>
/// <param name="Resident">Bytes.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="Connections">At PostgreSQL.</param>
/// <param name="Backlog">Events that are not applied yet.</param>
internal sealed record SoakSample(double Resident, double Handles, double Connections, double Backlog)
{
    public static async Task<SoakSample> Take(StormBench storm) => new(
        Consumption.Resident(storm.Service.Processes),
        Consumption.Handles(storm.Service.Processes),
        await storm.Count("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"),
        await storm.Count("SELECT count(*) FROM webhook_events WHERE next_attempt_at IS NOT NULL"));
}
