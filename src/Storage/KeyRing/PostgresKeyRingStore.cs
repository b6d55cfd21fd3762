using Dapper;

namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="IKeyRingStore"/>
internal sealed class PostgresKeyRingStore(PostgresDatabase database) : IKeyRingStore
{
    private const string All = "SELECT xml FROM data_protection_keys ORDER BY saved_at, friendly_name";

    private const string Needed = """
        SELECT EXISTS (SELECT 1 FROM company_directory WHERE connected) OR EXISTS (SELECT 1 FROM candidate_documents WHERE encrypted_content IS NOT NULL)
        """;

    private const string Upsert = """
        INSERT INTO data_protection_keys (friendly_name, xml, saved_at) VALUES (@friendlyName, @xml, @now)
        ON CONFLICT (friendly_name) DO UPDATE SET xml = excluded.xml
        """;

    public IReadOnlyList<string> ReadAll() => database.Now(connection => connection.Query<string>(All).AsList());

    public bool IsNeeded() => database.Now(connection => connection.ExecuteScalar<bool>(Needed));

    public void Save(string friendlyName, string xml) =>
        database.Now(connection => connection.Execute(Upsert, new { friendlyName, xml, now = database.Time() }));
}
