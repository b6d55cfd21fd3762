using Jobvite.Cluster.Tests.Postgres;

namespace Jobvite.Cluster.Tests.Processes;

public sealed class RefusedStartTests(PostgresServer server)
{
    private const string Password = "hunter2-hunter2";

    [Theory]
    [InlineData("Jobvite.Silo", "postgres://jobvite:hunter2-hunter2@db/jobvite", "ConnectionStrings__Jobvite")]
    [InlineData("Jobvite.Silo", "Host=db;Password=hunter2-hunter2", "Database")]
    [InlineData("Jobvite.Silo", "Host=127.0.0.1;Port=1;Database=jobvite;Username=jobvite;Password=hunter2-hunter2;Timeout=3", "cannot be reached")]
    [InlineData("Jobvite.WebFrontend", "postgres://jobvite:hunter2-hunter2@db/jobvite", "ConnectionStrings__Jobvite")]
    public async Task A_connection_string_that_does_not_work_is_named_without_its_password(string program, string connectionString, string expected) =>
        await Refused(program, connectionString, expected);

    [Fact]
    public async Task A_database_that_does_not_exist_is_named() => await Refused("Jobvite.Silo", server.ConnectionString("nobody"), "There is no such database: nobody");

    [Fact]
    public async Task A_database_of_another_program_is_left_alone()
    {
        var database = await server.CreateDatabase();
        await Sql.Execute(database, "CREATE TABLE invoices (id int)");

        await Refused("Jobvite.Silo", database, "another program");
        Assert.Equal(1, await Sql.Scalar<long>(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task Tables_of_another_program_that_are_named_like_ours_are_left_alone()
    {
        var database = await server.CreateDatabase();
        await Sql.Execute(database, "CREATE TABLE candidates (id int); CREATE TABLE schema_versions (version int)");

        await Refused("Jobvite.Silo", database, "another program");
        Assert.Equal(2, await Sql.Scalar<long>(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Theory]
    [InlineData("", "grant it USAGE and CREATE")]
    [InlineData("GRANT USAGE ON SCHEMA public TO {0}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {0};", "grant it SELECT, INSERT, UPDATE and DELETE")]
    public async Task A_user_without_the_rights_is_told_which_are_missing(string grants, string expected)
    {
        var (database, user) = (await Migrated(), "u" + Guid.NewGuid().ToString("N"));
        await Sql.Execute(database, $"CREATE ROLE {user} LOGIN; {grants.Replace("{0}", user, StringComparison.Ordinal)}");

        await Refused("Jobvite.Silo", database.Replace("Username=postgres", "Username=" + user, StringComparison.Ordinal), expected);
    }

    [Theory]
    [InlineData("Jobvite.Silo", "Orleans__Tls__CertificatePath", "/nowhere/silo.pem", "Orleans__Tls__KeyPath and Orleans__Tls__CaPath must be set too")]
    [InlineData("Jobvite.WebFrontend", "Orleans__Tls__CaPath", "/nowhere/ca.pem", "Orleans__Tls__CertificatePath and Orleans__Tls__KeyPath must be set too")]
    public async Task Half_of_the_TLS_settings_is_refused(string program, string variable, string value, string expected) =>
        await Refused(program, "Host=db;Database=jobvite", expected, (variable, value));

    [Fact]
    public async Task A_read_only_database_is_named_as_such() =>
        await Refused("Jobvite.Silo", await server.CreateDatabase() + ";Options=-c default_transaction_read_only=on", "read-only");

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        var database = await Migrated();
        await Sql.Execute(database, "INSERT INTO schema_versions (scriptname, applied) VALUES ('9999_future.sql', now())");

        await Refused("Jobvite.Silo", database, "9999_future.sql");
    }

    [Fact]
    public async Task A_missing_statement_of_Orleans_is_named()
    {
        var database = await Migrated();
        await Sql.Execute(database, "DELETE FROM OrleansQuery WHERE QueryKey = 'InsertMembershipKey'");

        await Refused("Jobvite.Silo", database, "InsertMembershipKey");
    }

    [Fact]
    public async Task A_second_cluster_on_the_same_database_is_refused_while_the_first_lives()
    {
        var database = await Migrated();
        await Sql.Execute(database, """
            INSERT INTO orleans_clusters (cluster_id) VALUES ('blue');
            INSERT INTO orleans_silos (cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
            VALUES ('blue', '127.0.0.1', 1, 1, 's', 'h', 3, 2, now(), now() + interval '20 s');
            """);

        await Refused("Jobvite.Silo", database, "Orleans__ClusterId to 'blue'");
    }

    [Theory]
    [InlineData("Orleans__AdvertisedAddress", "no such host.invalid")]
    [InlineData("Orleans__AdvertisedAddress", "0.0.0.0")]
    [InlineData("Orleans__ClusterId", "a b")]
    [InlineData("Orleans__SiloPort", "70000")]
    public async Task A_wrong_setting_is_named_by_its_variable(string variable, string value) =>
        await Refused("Jobvite.Silo", "Host=db;Database=jobvite", variable, (variable, value));

    [Theory]
    [InlineData("")]
    [InlineData("false")]
    public async Task A_silo_that_would_listen_without_TLS_is_refused_unless_the_operator_allows_it_by_name(string allowed) =>
        await Refused("Jobvite.Silo", "Host=db;Database=jobvite", "Orleans__AllowPlainText=true", ("Orleans__AllowPlainText", allowed));

    [Fact]
    public async Task Migrating_twice_is_the_same_as_once()
    {
        var database = await Migrated();
        await using var again = ChildProcess.Start("Jobvite.Silo", new Dictionary<string, string> { ["ConnectionStrings__Jobvite"] = database }, "migrate");

        Assert.Equal(0, await again.End(LocalCluster.Patience));
    }

    private static async Task Refused(string program, string connectionString, string expected, params (string Name, string Value)[] settings)
    {
        var variables = new Dictionary<string, string>
        {
            ["ConnectionStrings__Jobvite"] = connectionString,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["JWT_SECRET_KEY"] = "3f1d7c5b9a80e2644d6bb1f0c7a95e3812d4f6a8b0c2e4f61738495a6b7c8d9e",
            ["JOBVITE_ENCRYPTION_KEY"] = Convert.ToBase64String(new byte[32]),
            ["Orleans__AllowPlainText"] = "true",
            ["Orleans__SiloPort"] = $"{FreePort.Next()}",
            ["Orleans__GatewayPort"] = $"{FreePort.Next()}",
        };
        foreach (var (name, value) in settings)
        {
            variables[name] = value;
        }

        await using var child = ChildProcess.Start(program, variables);

        Assert.Equal(1, await child.End(LocalCluster.Patience));
        Assert.Contains(expected, child.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", child.Errors + child.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, child.Errors + child.Output, StringComparison.Ordinal);
    }

    private async Task<string> Migrated()
    {
        var database = await server.CreateDatabase();
        await using var migration = ChildProcess.Start("Jobvite.Silo", new Dictionary<string, string> { ["ConnectionStrings__Jobvite"] = database }, "migrate");
        Assert.True(await migration.End(LocalCluster.Patience) == 0, migration.Errors);
        return database;
    }
}
