using Jobvite.Postgres.TestSupport;
using Npgsql;

namespace Jobvite.Storage.Tests;

/// <summary>A database that an early version made and filled: the first three scripts, and Orleans'.</summary>
internal sealed class EarlyDatabase : IAsyncDisposable
{
    public const int Candidates = 2500;

    public const int Events = 3000;

    private const string Journal = """
        CREATE TABLE schema_versions (
            schemaversionsid serial CONSTRAINT "PK_schema_versions_Id" PRIMARY KEY, scriptname varchar(255) NOT NULL, applied timestamp NOT NULL)
        """;

    private const string Fill = """
        INSERT INTO candidates (company_id, jobvite_id, id, read_at, created_at, updated_at, artifacts_state, source_hash, content_hash, last_name, raw_json)
        SELECT 'acme0001', 'p' || n, gen_random_uuid(), now(), now(), now(), 2, '', '', 'Name ' || n, '{}' FROM generate_series(1, 2500) n;
        INSERT INTO applications (company_id, jobvite_id, id, candidate_id, read_at, created_at, updated_at, source_hash, content_hash, raw_json)
        SELECT 'acme0001', 'a' || n, gen_random_uuid(), 'p' || n, now(), now(), now(), '', '', '{}' FROM generate_series(1, 2500) n;
        INSERT INTO webhook_events (company_id, id, source, received_at, signature_valid, status, body)
        SELECT 'acme0001', gen_random_uuid(), 1, now(), n % 2 = 0, CASE WHEN n % 2 = 0 THEN 3 ELSE 6 END,
               CASE n % 4 WHEN 1 THEN '\x'::bytea WHEN 3 THEN '\x7B7D'::bytea ELSE '\x7B'::bytea END
        FROM generate_series(1, 3000) n
        """;

    private EarlyDatabase(string connectionString) => (ConnectionString, Store) = (connectionString, PostgresStore.Open(connectionString));

    public string ConnectionString { get; }

    /// <summary>The present program on this database.</summary>
    public PostgresStore Store { get; }

    public static async Task<EarlyDatabase> Create()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        var early = new EarlyDatabase(await (await PostgresServer.Get()).CreateDatabase());
        await early.Store.Run(Journal);
        foreach (var script in MigrationScripts.Of("Postgres").Where(script => script.Name[..4] is "0001" or "0002" or "0003" or "0100"))
        {
            await early.Store.Run(script.Contents);
            await early.Store.Run($"INSERT INTO schema_versions (scriptname, applied) VALUES ('{script.Name}', now())");
        }

        await early.Store.Run(Fill);
        return early;
    }

    /// <summary>A session of somebody else.</summary>
    public async Task<NpgsqlConnection> Connect(string settings = "")
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false{settings}");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Waits until a statement on one row says true.</summary>
    public async Task Await(string sql)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        await using var connection = await Connect();
        await using var command = new NpgsqlCommand(sql, connection);
        while (await command.ExecuteScalarAsync(deadline.Token) is not true)
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync() => await Store.DisposeAsync();
}
