using Jobvite.Cluster.Tests.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]
[assembly: NeedsPostgres]
