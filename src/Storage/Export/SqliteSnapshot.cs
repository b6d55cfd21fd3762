using System.Data;
using System.Data.Common;
using Dapper;
using Jobvite.Grains.Interfaces;
using Microsoft.Data.Sqlite;

namespace Jobvite.Storage.Sqlite;

/// <summary>A read transaction with a connection of its own. Meanwhile the write-ahead log grows with what others write.</summary>
internal sealed class SqliteSnapshot : ISnapshot<SqliteSession>
{
    private readonly SqliteDatabase _database;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly DateTimeOffset _now;
    private DbDataReader? _walk;

    public SqliteSnapshot(SqliteDatabase database, DateTimeOffset now)
    {
        (_database, _now) = (database, now);
        _connection = database.Open();
        _transaction = _connection.BeginTransaction(IsolationLevel.Serializable, deferred: true);
    }

    public Task<T> Read<T>(Func<SqliteSession, Task<T>> work, CancellationToken cancellationToken) => _database.ReadTurn(
        () => work(new SqliteSession(_connection, _transaction, _now, cancellationToken)).GetAwaiter().GetResult(), cancellationToken);

    public Task<List<string>> Texts(string sql, DynamicParameters arguments, CancellationToken cancellationToken) => _database.ReadTurn(
        () => new SqliteSession(_connection, _transaction, _now, cancellationToken).Query(sql, arguments, row => row.GetString(0)), cancellationToken);

    public Task BeginWalk(string sql, DynamicParameters arguments, CancellationToken cancellationToken) => _database.ReadTurn(
        () => _walk = (DbDataReader)_connection.ExecuteReader(sql, arguments, _transaction), cancellationToken);

    public Task<IReadOnlyList<string>> Walk(int count, CancellationToken cancellationToken) => _database.ReadTurn<IReadOnlyList<string>>(
        () =>
        {
            List<string> ids = new(count);
            while (ids.Count < count && _walk!.Read())
            {
                ids.Add(_walk.GetString(0));
            }

            return ids;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_walk is not null)
        {
            await _walk.DisposeAsync().ConfigureAwait(false);
        }

        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}

/// <inheritdoc cref="ISnapshots{TSession}"/>
internal sealed class SqliteSnapshots(SqliteDatabase database, TimeProvider time) : ISnapshots<SqliteSession>
{
    public string FieldKeys => ", json_each(r.custom_fields) AS field";

    public Task<ISnapshot<SqliteSession>> Open(CancellationToken cancellationToken) =>
        database.ReadTurn<ISnapshot<SqliteSession>>(() => new SqliteSnapshot(database, time.GetUtcNow()), cancellationToken);

    public Task<ListConditions> ConditionsOf(string companyId, ExportRequest request, CancellationToken cancellationToken) => database.Read(
        session => request.Kind switch
        {
            ExportKind.Jobs => SqliteJobReader.ConditionsOf(session, companyId, request.Jobs),
            ExportKind.Candidates => SqliteCandidateReader.ConditionsOf(session, companyId, request.Candidates),
            ExportKind.Processes => SqliteProcessReader.ConditionsOf(session, companyId, request.Processes),
            _ => RecordConditions.Of(companyId, request.Records, since => since.ToColumn()),
        },
        cancellationToken);
}
