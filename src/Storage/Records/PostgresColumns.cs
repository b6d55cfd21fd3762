using Npgsql;
using NpgsqlTypes;

namespace Jobvite.Storage.Postgres;

/// <summary>The columns of a table of records, in the order in which they are sent.</summary>
internal sealed class PostgresColumns<TRow>
    where TRow : class, IRecordRow
{
    private static readonly HashSet<string> KeptOnUpdate = new(["company_id", "jobvite_id", "id", "created_at", "artifacts_state", "artifacts_due_at", "documents_read_at"], StringComparer.Ordinal);

    private readonly List<PostgresColumn<TRow>> _columns = [];

    public PostgresColumns()
    {
        Add("company_id", NpgsqlDbType.Text, write => write.CompanyId);
        Add("jobvite_id", NpgsqlDbType.Text, write => write.Change.Id);
        Add("id", NpgsqlDbType.Uuid, write => write.Id);
        Add("source_updated_at", NpgsqlDbType.TimestampTz, write => write.Change.SourceUpdatedAt.ToColumn());
        Add("read_at", NpgsqlDbType.TimestampTz, write => write.Change.ReadAt.ToColumn());
        Add("created_at", NpgsqlDbType.TimestampTz, write => write.Now);
        Add("updated_at", NpgsqlDbType.TimestampTz, write => write.Now);
        Add("source_hash", NpgsqlDbType.Text, write => write.Change.SourceHash);
        Add("content_hash", NpgsqlDbType.Text, write => write.Change.ContentHash);
        Text("raw_json", row => row.RawJson);
    }

    public IReadOnlyList<PostgresColumn<TRow>> All => _columns;

    /// <summary>What replaces a stored row: everything but whose it is, our id, when it was created and where its artifacts stand.</summary>
    public IEnumerable<PostgresColumn<TRow>> Replaced => _columns.Where(column => !KeptOnUpdate.Contains(column.Name));

    public PostgresColumns<TRow> Owner(string name) => Add(name, NpgsqlDbType.Text, write => write.Change.Owner.ToColumn());

    public PostgresColumns<TRow> Text(string name, Func<TRow, string?> value) => Add(name, NpgsqlDbType.Text, write => value(write.Row).ToColumn());

    public PostgresColumns<TRow> Time(string name, Func<TRow, DateTimeOffset?> value) =>
        Add(name, NpgsqlDbType.TimestampTz, write => value(write.Row).ToColumn());

    public PostgresColumns<TRow> Date(string name, Func<TRow, DateOnly?> value) => Add(name, NpgsqlDbType.Date, write => value(write.Row));

    public PostgresColumns<TRow> Number(string name, Func<TRow, decimal?> value) => Add(name, NpgsqlDbType.Numeric, write => value(write.Row));

    public PostgresColumns<TRow> Flag(string name, Func<TRow, bool?> value) => Add(name, NpgsqlDbType.Boolean, write => value(write.Row));

    /// <summary>Whether artifacts are to be fetched, of a new row; afterwards <see cref="PostgresArtifacts"/> says so.</summary>
    public PostgresColumns<TRow> Artifacts(Func<TRow, bool> toFetch) =>
        Add("artifacts_state", NpgsqlDbType.Smallint, write => toFetch(write.Row) ? (short)1 : (short)0)
        .Add("artifacts_due_at", NpgsqlDbType.TimestampTz, write => toFetch(write.Row) ? write.Now : (DateTimeOffset?)null)
        .Add("documents_read_at", NpgsqlDbType.TimestampTz, write => write.Change.ReadAt.ToColumn());

    public PostgresColumns<TRow> EntryFingerprint(string name) => Add(name, NpgsqlDbType.Bytea, write => write.Change.EntryFingerprint);

    private PostgresColumns<TRow> Add<TValue>(string name, NpgsqlDbType type, Func<PostgresWrite<TRow>, TValue> value)
    {
        _columns.Add(new PostgresColumn<TRow, TValue>(name, type, value));
        return this;
    }
}

/// <summary>A column of a table of records: its name, its type and where its value comes from.</summary>
internal abstract class PostgresColumn<TRow>(string name)
    where TRow : class, IRecordRow
{
    public string Name => name;

    /// <summary>Sends one row's value of a COPY.</summary>
    public abstract Task Send(PostgresImport import, PostgresWrite<TRow> row);

    /// <summary>The values of all rows as one array.</summary>
    public abstract NpgsqlParameter ToArray(IReadOnlyList<PostgresWrite<TRow>> rows);
}

/// <inheritdoc/>
internal sealed class PostgresColumn<TRow, TValue>(string name, NpgsqlDbType type, Func<PostgresWrite<TRow>, TValue> value) : PostgresColumn<TRow>(name)
    where TRow : class, IRecordRow
{
    public override Task Send(PostgresImport import, PostgresWrite<TRow> row) => import.Value(value(row), type);

    public override NpgsqlParameter ToArray(IReadOnlyList<PostgresWrite<TRow>> rows) => new NpgsqlParameter<TValue[]>
    {
        TypedValue = [.. rows.Select(value)],
        NpgsqlDbType = NpgsqlDbType.Array | type,
    };
}
