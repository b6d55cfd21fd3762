using Dapper;

namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="IKeyRingStore"/>
internal sealed class PostgresKeyRingStore(PostgresDatabase database) : IKeyRingStore
{
    private const string All = "SELECT xml FROM data_protection_keys ORDER BY saved_at, friendly_name";

    private const string Upsert = """
        INSERT INTO data_protection_keys (friendly_name, xml, saved_at) VALUES (@friendlyName, @xml, @now)
        ON CONFLICT (friendly_name) DO UPDATE SET xml = excluded.xml
        """;

    public IReadOnlyList<string> ReadAll() => database.Now(connection => connection.Query<string>(All).AsList());

    public void Save(string friendlyName, string xml) =>
        database.Now(connection => connection.Execute(Upsert, new { friendlyName, xml, now = database.Time() }));
}
