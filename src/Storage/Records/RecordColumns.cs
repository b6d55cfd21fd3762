namespace Jobvite.Storage;

/// <summary>
/// The columns of a table of records that are written, once for both databases: every statement that writes records is made of them. A new
/// column is one line here beside the property of the row and the migrations.
/// </summary>
internal sealed record RecordColumns<TRow>
    where TRow : class, IRecordRow
{
    /// <param name="table">The table's name, a constant.</param>
    public RecordColumns(string table)
    {
        Table = table;
        List<Column<RecordWrite<TRow>>> kept =
        [
            Of("company_id", ColumnKind.Key, write => write.CompanyId),
            Of("jobvite_id", ColumnKind.Key, write => write.Change.Id),
            Of("id", ColumnKind.Id, write => write.Id),
            Of("created_at", ColumnKind.Time, write => write.Now),
        ];
        Replaced =
        [
            Of("source_updated_at", ColumnKind.Time, write => write.Change.SourceUpdatedAt),
            Of("read_at", ColumnKind.Time, write => write.Change.ReadAt),
            Of("updated_at", ColumnKind.Time, write => write.Now),
            Of("source_hash", ColumnKind.Key, write => write.Change.SourceHash),
            Of("content_hash", ColumnKind.Key, write => write.Change.ContentHash),
            Of("raw_json", ColumnKind.Text, write => write.Row.RawJson),
        ];
        All = [.. kept, .. Replaced];
    }

    public string Table { get; }

    /// <summary>What a new row is made of.</summary>
    public IReadOnlyList<Column<RecordWrite<TRow>>> All { get; private init; }

    /// <summary>What replaces a stored row: everything but whose it is, our id, when it was created and <see cref="OfNewRow"/>.</summary>
    public IReadOnlyList<Column<RecordWrite<TRow>>> Replaced { get; private init; }

    /// <summary>
    /// What a history names when it changes. What the record holds beyond these (and only there could a tenant's EEO data be) counts as a
    /// change without a name.
    /// </summary>
    public IReadOnlyList<Column<RecordWrite<TRow>>> InHistory { get; private init; } = [];

    /// <summary>Id of the record it belongs to.</summary>
    public RecordColumns<TRow> Owner(string name) => And(Of(name, ColumnKind.Text, write => write.Change.Owner), inHistory: true);

    public RecordColumns<TRow> Text(string name, Func<TRow, string?> value, bool inHistory = true) =>
        And(Of(name, ColumnKind.Text, write => value(write.Row)), inHistory);

    public RecordColumns<TRow> Time(string name, Func<TRow, DateTimeOffset?> value, bool inHistory = true) =>
        And(Of(name, ColumnKind.Time, write => value(write.Row)), inHistory);

    public RecordColumns<TRow> Date(string name, Func<TRow, DateOnly?> value) => And(Of(name, ColumnKind.Date, write => value(write.Row)), inHistory: true);

    public RecordColumns<TRow> Decimal(string name, Func<TRow, decimal?> value) => And(Of(name, ColumnKind.Decimal, write => value(write.Row)), inHistory: true);

    public RecordColumns<TRow> Flag(string name, Func<TRow, bool?> value) => And(Of(name, ColumnKind.Flag, write => value(write.Row)), inHistory: true);

    public RecordColumns<TRow> EntryFingerprint(string name) => And(Of(name, ColumnKind.Bytes, write => write.Change.EntryFingerprint), inHistory: false);

    /// <summary>Written with a new row, and not when the row is replaced.</summary>
    public RecordColumns<TRow> OfNewRow<TValue>(string name, ColumnKind<TValue> kind, Func<RecordWrite<TRow>, TValue> value) =>
        this with { All = [.. All, Of(name, kind, value)] };

    private static Column<RecordWrite<TRow>> Of<TValue>(string name, ColumnKind<TValue> kind, Func<RecordWrite<TRow>, TValue> value) =>
        new Column<RecordWrite<TRow>, TValue>(name, kind, value);

    private RecordColumns<TRow> And(Column<RecordWrite<TRow>> column, bool inHistory) => this with
    {
        All = [.. All, column],
        Replaced = [.. Replaced, column],
        InHistory = inHistory ? [.. InHistory, column] : InHistory,
    };
}

/// <summary>A row to be written as a whole.</summary>
/// <param name="Change">What was decided.</param>
/// <param name="Row">Its columns.</param>
/// <param name="CompanyId">Whose.</param>
/// <param name="Id">Ours, used when the row is new.</param>
/// <param name="Now">When it is written.</param>
internal sealed record RecordWrite<TRow>(RecordChange<TRow> Change, TRow Row, string CompanyId, Guid Id, DateTimeOffset Now)
    where TRow : class, IRecordRow
{
    /// <summary>Those of the changes that bring new content.</summary>
    public static IEnumerable<RecordWrite<TRow>> Of(string companyId, DateTimeOffset now, IEnumerable<RecordChange<TRow>> changes) => changes
        .Where(change => change.Row is not null)
        .Select(change => new RecordWrite<TRow>(change, change.Row!, companyId, Guid.CreateVersion7(now), now));
}
