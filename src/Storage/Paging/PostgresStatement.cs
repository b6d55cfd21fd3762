using Dapper;
using Npgsql;

namespace Jobvite.Storage.Postgres;

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
