using System.Data;
using Dapper;
using DbUp.Engine;
using DbUp.Postgresql;
using Jobvite.Storage.Postgres.Search;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>Applies the numbered scripts beside this file, all in one transaction, by whichever process comes first.</summary>
internal sealed class PostgresMigrator(PostgresDatabase database, ILogger<PostgresMigrator> logger) : IStorageMigrator
{
    // "Jobvite1" in ASCII. Everybody who migrates a database of this program takes this lock.
    private const long LockKey = 0x4A6F627669746531;

    private const int OldestServer = 150000;

    private const string TakeLock = "SET lock_timeout = '5min'; SELECT pg_advisory_lock(@LockKey)";

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

    public Task Migrate(CancellationToken cancellationToken) => database.Guard(async () =>
    {
        var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        try
        {
            await Lock(connection, cancellationToken).ConfigureAwait(false);
            var scripts = MigrationScripts.Of("Postgres");
            var schema = await Check(connection, scripts, cancellationToken).ConfigureAwait(false);
            await Task.Run(() => Apply(scripts, schema), cancellationToken).ConfigureAwait(false);
            await PostgresSearchIndexes.Ensure(connection, logger, cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            // Not left to the pool, which hands sessions on as they are. A broken connection has lost the lock already.
            NpgsqlConnection.ClearPool(connection);
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
        try
        {
            await connection
                .ExecuteAsync(new CommandDefinition(TakeLock, new { LockKey }, commandTimeout: 0, cancellationToken: cancellationToken))
                .ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw database.Unavailable(name => $"Another process has been migrating the database {name} for more than 5 minutes. Wait for it, or stop it.", exception);
        }
    }

    private async Task<string> Check(NpgsqlConnection connection, List<SqlScript> scripts, CancellationToken cancellationToken)
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

        if (known)
        {
            MigrationScripts.RefuseNewer(await Applied(connection, cancellationToken).ConfigureAwait(false), scripts);
        }

        return schema;
    }

    private bool Apply(List<SqlScript> scripts, string schema)
    {
        // The schema goes to the journal only: told of it here, DbUp would want to create it, which takes rights that are not needed.
        var result = PostgresqlExtensions.PostgresqlDatabase(new PostgresqlConnectionManager(database.Source))
            .WithScripts(scripts)
            .WithVariablesDisabled()
            .JournalTo((connection, log) => new PostgresqlTableJournal(connection, log, schema, MigrationScripts.Journal))
            .WithTransaction()
            .WithExecutionTimeout(TimeSpan.FromHours(1))
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        return result.Successful ? true : throw result.Error;
    }
}
