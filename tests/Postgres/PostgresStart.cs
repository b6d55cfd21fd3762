using Npgsql;

namespace Jobvite.Postgres.TestSupport;

/// <summary>Waits for a server that has been started.</summary>
internal static class PostgresStart
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Returns once the server takes connections.</summary>
    /// <param name="connectionString">Of a database that exists.</param>
    /// <param name="readLog">What the server has to say when it does not start.</param>
    /// <exception cref="InvalidOperationException">It does not answer within two minutes.</exception>
    public static async Task Await(string connectionString, Func<Task<string>> readLog)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(start) < Limit)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
            catch (NpgsqlException exception)
            {
                throw new InvalidOperationException($"PostgreSQL does not start: {await readLog()}", exception);
            }
        }
    }
}
