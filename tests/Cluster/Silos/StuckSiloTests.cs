using Jobvite.Cluster.Tests.Postgres;

namespace Jobvite.Cluster.Tests.Silos;

public sealed class StuckSiloTests(PostgresServer server)
{
    [Fact]
    public async Task A_silo_that_never_got_further_than_joining_is_declared_dead()
    {
        await using var silos = await SiloGroup.Create(server, "stuck");
        await silos.Start(1);
        await Sql.Execute(silos.ConnectionString, """
            INSERT INTO orleans_silos (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
            SELECT cluster_id, address, 1, 1, 'Silo_stuck', host_name, 2, 0, now() - interval '10 minutes', now() - interval '10 minutes' FROM orleans_silos;
            UPDATE orleans_clusters SET version = version + 1;
            """);

        await Wait.Until(
            TimeSpan.FromSeconds(60),
            async () => await Sql.Scalar<int>(silos.ConnectionString, "SELECT status FROM orleans_silos WHERE silo_name = 'Silo_stuck'") == 6,
            static () => "The row is still there as if the silo were about to join.");
    }
}
