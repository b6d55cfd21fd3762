using System.Data;
using Dapper;
using Jobvite.Grains.Interfaces;
using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// A transaction of its own (repeatable read), and in it a cursor over ids. Meanwhile the server keeps every former version of a row that is
/// written, so it must not stay for hours.
/// </summary>
internal sealed class PostgresSnapshot(PostgresDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction) : ISnapshot<PostgresSession>
{
    private const string Cursor = "export_ids";

    public Task<T> Read<T>(Func<PostgresSession, Task<T>> work, CancellationToken cancellationToken) =>
        database.Guard(() => work(new PostgresSession(connection, transaction, database.Time(), attempt: 1, cancellationToken)));

    public Task<List<string>> Texts(string sql, DynamicParameters arguments, CancellationToken cancellationToken) =>
        Ask(new PostgresStatement(sql, arguments), cancellationToken);

    public Task BeginWalk(string sql, DynamicParameters arguments, CancellationToken cancellationToken) =>
        Ask(new PostgresStatement($"DECLARE {Cursor} NO SCROLL CURSOR FOR {sql}", arguments), cancellationToken);

    public async Task<IReadOnlyList<string>> Walk(int count, CancellationToken cancellationToken) =>
        await Ask(PostgresStatement.Of($"FETCH {count} FROM {Cursor}"), cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private Task<List<string>> Ask(PostgresStatement statement, CancellationToken cancellationToken) => database.Guard(async () =>
    {
        var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { statement.ToCommand() } };
        await using var ending = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var reading = reader.ConfigureAwait(false);
        List<string> texts = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    });
}

/// <inheritdoc cref="ISnapshots{TSession}"/>
internal sealed class PostgresSnapshots(PostgresDatabase database) : ISnapshots<PostgresSession>
{
    // Elsewhere the server ends a session after 20 s without a statement: its silo is frozen. Here it waits for whoever reads slowly, and whoever
    // holds the snapshot closes it after at most ten minutes.
    private const string MayRest = "SET LOCAL idle_in_transaction_session_timeout = '11min'";

    public string FieldKeys => "CROSS JOIN LATERAL jsonb_object_keys(r.custom_fields::jsonb) AS field (key)";

    public Task<ISnapshot<PostgresSession>> Open(CancellationToken cancellationToken) => database.Guard<ISnapshot<PostgresSession>>(async () =>
    {
        var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(new CommandDefinition(MayRest, transaction: transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
            return new PostgresSnapshot(database, connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    });

    public Task<ListConditions> ConditionsOf(string companyId, ExportRequest request, CancellationToken cancellationToken) => request.Kind switch
    {
        ExportKind.Jobs => PostgresJobReader.ConditionsOf(database, companyId, request.Jobs, cancellationToken),
        ExportKind.Candidates => PostgresCandidateReader.ConditionsOf(database, companyId, request.Candidates, cancellationToken),
        ExportKind.Processes => PostgresProcessReader.ConditionsOf(database, companyId, request.Processes, cancellationToken),
        _ => Task.FromResult(RecordConditions.Of(companyId, request.Records, since => since.ToColumn())),
    };
}
