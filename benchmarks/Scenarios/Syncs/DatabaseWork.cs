using Npgsql;

namespace Jobvite.Benchmarks.Syncs;

/// <summary>What PostgreSQL did between two looks.</summary>
/// <param name="DeadTuples">Row versions of record tables that an update or a delete left behind.</param>
/// <param name="WalBytes">Written to the log.</param>
internal sealed record DatabaseWork(long DeadTuples, long WalBytes)
{
    private const string Sql = """
        SELECT (SELECT coalesce(sum(n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_user_tables
                WHERE relname IN ('candidates', 'applications', 'candidate_documents', 'jobs')),
               (pg_current_wal_insert_lsn() - '0/0')::bigint
        """;

    // A server process reports what it did at the end of a transaction, but not more often than once a second; one that then idles, after
    // ten seconds.
    private static readonly TimeSpan ReportingPause = TimeSpan.FromSeconds(11);

    public static async Task<DatabaseWork> Look(NpgsqlDataSource database)
    {
        await Task.Delay(ReportingPause);
        await using var command = database.CreateCommand(Sql);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new DatabaseWork(reader.GetInt64(0), reader.GetInt64(1));
    }

    public DatabaseWork Since(DatabaseWork before) => new(DeadTuples - before.DeadTuples, WalBytes - before.WalBytes);
}
