namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IBudgetStore"/>
internal sealed class SqliteBudgetStore(SqliteDatabase database) : IBudgetStore
{
    private const string Read = "SELECT state FROM request_budgets WHERE budget_key = @budgetKey";

    private const string ReadMany = "SELECT budget_key, state FROM request_budgets WHERE budget_key IN (SELECT value FROM json_each(@budgetKeys))";

    private const string Upsert = """
        INSERT INTO request_budgets (budget_key, state, saved_at) VALUES (@budgetKey, @state, @now)
        ON CONFLICT (budget_key) DO UPDATE SET state = excluded.state, saved_at = excluded.saved_at
        WHERE request_budgets.state = @known
        """;

    public Task<string?> Load(string budgetKey, CancellationToken cancellationToken) =>
        database.Read(session => session.Scalar<string>(Read, new { budgetKey }), cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> LoadMany(IReadOnlyList<string> budgetKeys, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyDictionary<string, string>>(
            session => session
                .Query(ReadMany, new { budgetKeys = budgetKeys.ToColumn() }, row => (Key: row.RequiredText("budget_key"), State: row.RequiredText("state")))
                .ToDictionary(row => row.Key, row => row.State, StringComparer.Ordinal),
            cancellationToken);

    public Task<bool> Save(string budgetKey, string state, string? known, CancellationToken cancellationToken) => database.Write(
        session => session.Execute(Upsert, new { budgetKey, state, known, now = session.Now.ToColumn() }) > 0,
        cancellationToken);
}
