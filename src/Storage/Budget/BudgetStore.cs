namespace Jobvite.Storage;

/// <inheritdoc cref="IBudgetStore"/>
internal sealed class BudgetStore<TSession>(IDatabase<TSession> database) : IBudgetStore
    where TSession : ISession
{
    private const string ReadState = "SELECT state FROM request_budgets WHERE budget_key = @budgetKey";

    private const string Upsert = """
        INSERT INTO request_budgets (budget_key, state, saved_at) VALUES (@budgetKey, @state, @now)
        ON CONFLICT (budget_key) DO UPDATE SET state = excluded.state, saved_at = excluded.saved_at
        WHERE request_budgets.state = @known
        """;

    private static readonly string ReadStates = $"SELECT budget_key, state FROM request_budgets WHERE budget_key {TSession.IsOneOf("@budgetKeys")}";

    public Task<string?> Load(string budgetKey, CancellationToken cancellationToken) =>
        database.Read(session => session.Scalar<string>(ReadState, new { budgetKey }), cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> LoadMany(IReadOnlyList<string> budgetKeys, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyDictionary<string, string>>(
            async session => (await session
                .Query(ReadStates, new { budgetKeys = budgetKeys.ToArray() }, row => (Key: row.RequiredText("budget_key"), State: row.RequiredText("state")))
                .ConfigureAwait(false)).ToDictionary(row => row.Key, row => row.State, StringComparer.Ordinal),
            cancellationToken);

    public async Task<bool> Save(string budgetKey, string state, string? known, CancellationToken cancellationToken) =>
        await database.WriteOne(Upsert, now => new { budgetKey, state, known, now }, cancellationToken).ConfigureAwait(false) > 0;
}
