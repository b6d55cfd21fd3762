namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IKeyRingStore"/>
internal sealed class SqliteKeyRingStore(SqliteDatabase database) : IKeyRingStore
{
    private const string All = "SELECT xml FROM data_protection_keys ORDER BY saved_at, friendly_name";

    private const string Needed = """
        SELECT EXISTS (SELECT 1 FROM company_directory WHERE connected = 1) OR EXISTS (SELECT 1 FROM candidate_documents WHERE encrypted_content IS NOT NULL)
        """;

    private const string Upsert = """
        INSERT INTO data_protection_keys (friendly_name, xml, saved_at) VALUES (@friendlyName, @xml, @now)
        ON CONFLICT (friendly_name) DO UPDATE SET xml = excluded.xml
        """;

    public IReadOnlyList<string> ReadAll() => database.Read(session => session.Query(All, null, row => row.RequiredText("xml")));

    public bool IsNeeded() => database.Read(session => session.Scalar<bool>(Needed));

    public void Save(string friendlyName, string xml) =>
        database.Write(session => session.Execute(Upsert, new { friendlyName, xml, now = session.Now.ToColumn() }));
}
