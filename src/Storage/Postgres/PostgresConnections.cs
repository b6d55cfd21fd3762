using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>Makes the one data source of the process.</summary>
internal static class PostgresConnections
{
    private const int PreparedStatements = 100;

    // A process that is stopped in the middle of a transaction (SIGSTOP, a frozen machine) must not keep its locks from those that go
    // on: the server ends its session, and when it wakes its writes fail. Waiting for a lock ends before the command's own timeout (30 s),
    // so that the error says which of the two it was.
    private const string Limits = "-c idle_in_transaction_session_timeout=20s -c lock_timeout=20s";

    public static NpgsqlDataSource Open(string connectionString)
    {
        // Details of errors quote values of rows: names and addresses. They stay on the server whatever the operator's string says.
        var parts = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = false, PersistSecurityInfo = false };
        parts.ApplicationName ??= "Jobvite.Orleans";
        parts.Options ??= Limits;
        if (!parts.ContainsKey("Max Auto Prepare"))
        {
            parts.MaxAutoPrepare = PreparedStatements;
        }

        return new NpgsqlDataSourceBuilder(parts.ConnectionString).Build();
    }
}
