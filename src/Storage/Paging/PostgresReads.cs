using System.Data.Common;
using Dapper;
using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// Reads in one round trip: several statements go to the server together with those that begin and end their transaction, so that they have
/// one view of the database.
/// </summary>
internal static class PostgresReads
{
    private const string Begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private const string Once = "SET LOCAL plan_cache_mode = force_generic_plan";
    private const string ByIndex = "SET LOCAL enable_bitmapscan = off";
    private const string End = "COMMIT";

    /// <summary>All rows of a statement.</summary>
    public static async Task<List<T>> Ask<T>(
        this PostgresDatabase database, PlanChoice plan, PostgresStatement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        await database.Ask(plan, [statement], (_, row) => rows.Add(map(row)), cancellationToken).ConfigureAwait(false);
        return rows;
    }

    /// <param name="database">Where.</param>
    /// <param name="plan">How to plan the statements.</param>
    /// <param name="statements">Each of them returns rows, were it none.</param>
    /// <param name="take">Takes each row with the number of its statement, 0 for the first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static Task Ask(
        this PostgresDatabase database, PlanChoice plan, PostgresStatement[] statements, Action<int, DbDataReader> take, CancellationToken cancellationToken) => database.Guard(async () =>
    {
        var connection = await database.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var batch = BatchOf(connection, plan, statements);
        await using var ending = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var reading = reader.ConfigureAwait(false);
        var statement = 0;
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                take(statement, reader);
            }

            statement++;
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
        return true;
    });

    private static NpgsqlBatch BatchOf(NpgsqlConnection connection, PlanChoice plan, PostgresStatement[] statements)
    {
        var batch = new NpgsqlBatch(connection);
        var commands = batch.BatchCommands;
        if (statements is [var single] && plan is PlanChoice.ByValue)
        {
            // One statement has one view by itself.
            commands.Add(single.ToCommand());
            return batch;
        }

        commands.Add(new NpgsqlBatchCommand(Begin));
        if (plan is not PlanChoice.ByValue)
        {
            commands.Add(new NpgsqlBatchCommand(plan is PlanChoice.Once ? Once : ByIndex));
        }

        foreach (var statement in statements)
        {
            commands.Add(statement.ToCommand());
        }

        commands.Add(new NpgsqlBatchCommand(End));
        return batch;
    }
}

/// <summary>One statement of a read.</summary>
/// <param name="Sql">Constant pieces.</param>
/// <param name="Arguments">Values of its parameters; those it does not name are not sent.</param>
internal sealed record PostgresStatement(string Sql, DynamicParameters Arguments)
{
    public static PostgresStatement Of(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var parameters = new DynamicParameters();
        foreach (var (name, value) in arguments)
        {
            parameters.Add(name, value);
        }

        return new PostgresStatement(sql, parameters);
    }

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Sql);
        foreach (var name in Arguments.ParameterNames)
        {
            command.Parameters.AddWithValue(name, Arguments.Get<object?>(name) ?? DBNull.Value);
        }

        return command;
    }
}

/// <summary>What the server is told about planning the statements of a read.</summary>
internal enum PlanChoice
{
    /// <summary>Plan for the very values: where one value finds half of the rows and another none.</summary>
    ByValue,

    /// <summary>
    /// Plan once for all values. Planning takes longer than finding a record by its key or the first rows of an index, and there is only
    /// one good way to find those, however large the table.
    /// </summary>
    Once,

    /// <summary>
    /// Walk an index in its order. Statistics say little of how many rows a company has (see 0006), and the planner takes tens of thousands
    /// of them for so few that it would rather collect and sort them.
    /// </summary>
    ByIndex,
}
