using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Jobvite.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Jobvite.Benchmarks.Deliveries;

/// <summary>The database of a silo that delivers: its feeds grow by SQL, as <c>FeedWriter</c> has them grow.</summary>
internal abstract class DeliveryDatabase : IAsyncDisposable
{
    // The row of the company is held to the commit.
    private const string Take = """
        INSERT INTO change_feeds (company_id, cursor_key, position, removed_to) VALUES (@company, @key, @count, 0)
        ON CONFLICT (company_id) DO UPDATE SET position = change_feeds.position + @count
        RETURNING position - @count
        """;

    private const string Columns = "company_id, candidate_id, seen_at, id, what, fields, position, type, record_id, to_state";

    private const string Items = "SELECT id, record_id FROM record_changes WHERE company_id = @company ORDER BY position";

    private const string Behind = """
        SELECT (SELECT coalesce(sum(f.position - e.position), 0) FROM webhook_endpoints AS e JOIN change_feeds AS f ON f.company_id = e.company_id)
             + (SELECT count(*) FROM webhook_deliveries WHERE status IN (1, 3))
        """;

    /// <summary>As the silo is told of it.</summary>
    public abstract string Address { get; }

    public abstract string Name { get; }

    /// <summary>Names the rows for one statement: <c>@ids</c>, a JSON array, behind the position <c>@before</c>.</summary>
    protected abstract string Rows { get; }

    public static DeliveryDatabase Postgres(string address) => new PostgresDeliveries(address);

    public static DeliveryDatabase Sqlite(string path) => new SqliteDeliveries(path);

    /// <summary>Registers the stores on the database that an address names.</summary>
    public static void AddStore(IServiceCollection services, string address)
    {
        if (Path.IsPathRooted(address))
        {
            services.AddJobviteSqlite(options => options.DatabasePath = address);
        }
        else
        {
            services.AddJobvitePostgres(options => options.ConnectionString = address);
        }
    }

    /// <summary>Adds changes of some of the company's jobs, in one transaction.</summary>
    public async Task<IReadOnlyList<Guid>> Change(string company, int count, int jobs)
    {
        var now = TimeProvider.System.GetUtcNow();
        Guid[] ids = [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(now))];
        await using var connection = await Connect();
        await using var transaction = await connection.BeginTransactionAsync();
        var before = Convert.ToInt64(await Scalar(connection, transaction, Take, ("company", company), ("key", Key(Guid.NewGuid())), ("count", (long)count)), CultureInfo.InvariantCulture);
        await Scalar(
            connection,
            transaction,
            $"INSERT INTO record_changes ({Columns}) {Rows}",
            ("company", company),
            ("at", Time(now)),
            ("ids", JsonSerializer.Serialize(ids)),
            ("before", before),
            ("jobs", (long)jobs));
        await transaction.CommitAsync();
        return ids;
    }

    /// <summary>The feed: change and record, in their order.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Record)>> Feed(string company)
    {
        await using var connection = await Connect();
        await using var command = Command(connection, null, Items, ("company", company));
        await using var reader = await command.ExecuteReaderAsync();
        List<(Guid, string)> items = [];
        while (await reader.ReadAsync())
        {
            items.Add((Guid.Parse(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!), reader.GetString(1)));
        }

        return items;
    }

    /// <summary>Changes that wait, in the feed or as rows.</summary>
    public async Task<long> Waiting()
    {
        await using var connection = await Connect();
        return Convert.ToInt64(await Scalar(connection, null, Behind), CultureInfo.InvariantCulture);
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task<DbConnection> Connect();

    protected abstract object Key(Guid key);

    protected abstract object Time(DateTimeOffset time);

    private static async Task<object?> Scalar(DbConnection connection, DbTransaction? transaction, string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(connection, transaction, sql, parameters);
        return await command.ExecuteScalarAsync();
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private sealed class PostgresDeliveries(string address) : DeliveryDatabase
    {
        private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(address);

        public override string Address => address;

        public override string Name => "PostgreSQL";

        protected override string Rows => """
            SELECT @company, 'p', @at, new.id::uuid, 1, 'title', @before + new.number, 'job.updated', 'j' || (random() * @jobs)::int, 'Open'
            FROM json_array_elements_text(@ids::json) WITH ORDINALITY AS new (id, number)
            """;

        public override ValueTask DisposeAsync() => _source.DisposeAsync();

        protected override async Task<DbConnection> Connect() => await _source.OpenConnectionAsync();

        protected override object Key(Guid key) => key;

        protected override object Time(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
    }

    /// <summary>A second process beside the silo, which SQLite allows: nothing that the silo remembers is touched.</summary>
    private sealed class SqliteDeliveries(string path) : DeliveryDatabase
    {
        public override string Address => path;

        public override string Name => "SQLite";

        protected override string Rows => """
            SELECT @company, 'p', @at, new.value, 1, 'title', @before + new.key + 1, 'job.updated', 'j' || abs(random() % @jobs), 'Open'
            FROM json_each(@ids) AS new
            """;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        protected override async Task<DbConnection> Connect()
        {
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 60 }.ToString());
            await connection.OpenAsync();
            return connection;
        }

        protected override object Key(Guid key) => key.ToString();

        protected override object Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
    }
}
