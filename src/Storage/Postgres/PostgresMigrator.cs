using System.Data;
using Dapper;
using DbUp.Engine;
using DbUp.Postgresql;
using Jobvite.Storage.Postgres.Search;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// Applies the numbered scripts beside this file, by whichever process comes first: to a new database all in one transaction, to one that is
/// in use step by step (docs/adr/0036).
/// </summary>
internal sealed class PostgresMigrator(PostgresDatabase database, IOptions<PostgresStorageOptions> options, ILogger<PostgresMigrator> logger) : IStorageMigrator
{
    // "Jobvite1" in ASCII. Everybody who migrates a database of this program takes this lock.
    private const long LockKey = 0x4A6F627669746531;

    private const int OldestServer = 150000;

    // Asked for again and again instead of waited for: a statement that waits has a snapshot, and CREATE INDEX CONCURRENTLY waits for it.
    private const string TakeLock = "SELECT pg_try_advisory_lock(@LockKey)";

    private const string GiveBackLock = "SELECT pg_advisory_unlock(@LockKey)";

    private const string Facts = """
        SELECT current_setting('server_version_num')::int AS version,
               current_setting('transaction_read_only')::boolean AS read_only,
               current_schema() AS schema,
               EXISTS (SELECT FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
                       WHERE relnamespace = current_schema()::regnamespace AND relname = 'schema_versions' AND attname = 'scriptname') AS known,
               (SELECT min(relname)
                FROM pg_class
                WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
                  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')) AS first_table
        """;

    private static readonly TimeSpan LockWait = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(100);

    public Task Migrate(CancellationToken cancellationToken) => database.Guard(async () =>
    {
        var source = PostgresConnections.OpenForMigrations(options.Value.ConnectionString);
        await using var disposing = source.ConfigureAwait(false);
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        try
        {
            await Lock(connection, cancellationToken).ConfigureAwait(false);
            var scripts = MigrationScripts.Of("Postgres");
            var (schema, applied) = await Check(connection, scripts, cancellationToken).ConfigureAwait(false);
            var upgrade = new Upgrade(source, schema, new MigrationSession(connection, logger));
            await upgrade.Session.Begin(cancellationToken).ConfigureAwait(false);
            if (applied.Count == 0)
            {
                await upgrade.Apply([.. scripts.Select(MigrationStep.AtOnce)], cancellationToken).ConfigureAwait(false);
            }

            foreach (var script in scripts.Where(script => applied.Count > 0 && !applied.Contains(script.Name)))
            {
                await upgrade.Apply(script, cancellationToken).ConfigureAwait(false);
            }

            await PostgresSearchIndexes.Ensure(upgrade.Session, logger, cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            // A broken connection has lost the lock already.
            if (connection.State is ConnectionState.Open)
            {
                await connection.ExecuteAsync(GiveBackLock, new { LockKey }).ConfigureAwait(false);
            }
        }
    });

    private static async Task<List<string>> Applied(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var names = await connection
            .QueryAsync<string>(new CommandDefinition($"SELECT scriptname FROM {MigrationScripts.Journal}", cancellationToken: cancellationToken))
            .ConfigureAwait(false);
        return names.AsList();
    }

    private async Task Lock(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Real time on purpose: the other process lives in it.
        var start = TimeProvider.System.GetTimestamp();
        while (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(TakeLock, new { LockKey }, cancellationToken: cancellationToken)).ConfigureAwait(false))
        {
            if (TimeProvider.System.GetElapsedTime(start) > LockWait)
            {
                throw database.Unavailable(name => $"Another process has been migrating the database {name} for more than 5 minutes. Wait for it, or stop it.");
            }

            await Task.Delay(LockRetry, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(string Schema, List<string> Applied)> Check(NpgsqlConnection connection, List<SqlScript> scripts, CancellationToken cancellationToken)
    {
        string schema;
        bool known;
        var facts = await connection.ExecuteReaderAsync(new CommandDefinition(Facts, cancellationToken: cancellationToken)).ConfigureAwait(false);
        await using (facts.ConfigureAwait(false))
        {
            await facts.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (facts.Number("version") < OldestServer)
            {
                throw database.Unavailable(name => $"The server of the database {name} is older than PostgreSQL 15. Upgrade it.");
            }

            if (facts.Flag("read_only"))
            {
                throw database.Unavailable(name => $"The database {name} is read-only. Name the primary server, not a standby, and check default_transaction_read_only.");
            }

            schema = facts.Text("schema") ?? throw database.Unavailable(
                name => $"The database user sees no schema in {name}. Create the schema that Search Path names, or grant USAGE and CREATE on schema public.");
            known = facts.Flag("known");
            if (!known && facts.Text("first_table") is { } table)
            {
                throw database.Unavailable(
                    name => $"The database {name} has tables of another program (\"{table}\", for instance) and none of this one. Nothing was changed. Name an empty database, or a schema of its own with Search Path.");
            }
        }

        var applied = known ? await Applied(connection, cancellationToken).ConfigureAwait(false) : [];
        MigrationScripts.RefuseNewer(applied, scripts);
        return (schema, applied);
    }

    /// <summary>Scripts on their way into one database.</summary>
    private sealed record Upgrade(NpgsqlDataSource Source, string Schema, MigrationSession Session)
    {
        /// <summary>Applies a script to a database that is in use. What it is noted with is its last step.</summary>
        public async Task Apply(SqlScript script, CancellationToken cancellationToken)
        {
            var last = script;
            if (MigrationStep.AreIn(script))
            {
                await Session.Run(script.Name, MigrationStep.Of(script.Contents), cancellationToken).ConfigureAwait(false);
                last = new SqlScript(script.Name, MigrationSession.ForgetSteps);
            }

            await Session.Retry(() => Apply([last], cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        /// <summary>Applies scripts in one transaction.</summary>
        public Task<bool> Apply(List<SqlScript> scripts, CancellationToken cancellationToken) => Task.Run(
            () =>
            {
                // The schema goes to the journal only: told of it here, DbUp would want to create it, which takes rights that are not needed.
                var result = PostgresqlExtensions.PostgresqlDatabase(new PostgresqlConnectionManager(Source))
                    .WithScripts(scripts)
                    .WithVariablesDisabled()
                    .JournalTo((connection, log) => new PostgresqlTableJournal(connection, log, Schema, MigrationScripts.Journal))
                    .WithTransaction()
                    .WithExecutionTimeout(TimeSpan.FromHours(1))
                    .LogToNowhere()
                    .Build()
                    .PerformUpgrade();
                return result.Successful ? true : throw result.Error;
            },
            cancellationToken);
    }
}
