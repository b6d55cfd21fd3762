using System.IO.Hashing;
using System.Text;
using Npgsql;

namespace Jobvite.Benchmarks.Day;

/// <summary>What the database says about a time.</summary>
internal static class DayFindings
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public static async Task<long> Count(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Seconds from receiving a webhook until it was applied.</summary>
    public static async Task<(int Count, double P50, double P99)> WebhookSeconds(NpgsqlDataSource source, DateTimeOffset from, DateTimeOffset until)
    {
        await using var command = source.CreateCommand("SELECT extract(epoch FROM coalesce(processed_at, now()) - received_at)::float8 FROM webhook_events WHERE received_at BETWEEN $1 AND $2 ORDER BY 1");
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(until);
        await using var reader = await command.ExecuteReaderAsync();
        List<double> seconds = [];
        while (await reader.ReadAsync())
        {
            seconds.Add(reader.GetDouble(0));
        }

        return seconds.Count == 0 ? (0, 0, 0) : (seconds.Count, seconds[seconds.Count / 2], seconds[seconds.Count * 99 / 100]);
    }

    /// <summary>How much later than their tick scheduled runs began: a company ticks once an hour, at a moment that its id gives.</summary>
    public static async Task<(int Count, double Longest)> LateSeconds(NpgsqlDataSource source, DateTimeOffset from, DateTimeOffset until)
    {
        await using var command = source.CreateCommand("SELECT company_id, started_at FROM sync_runs WHERE started_by = 1 AND started_at BETWEEN $1 AND $2");
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(until);
        await using var reader = await command.ExecuteReaderAsync();
        var (count, longest) = (0, 0.0);
        while (await reader.ReadAsync())
        {
            count++;
            var phase = (long)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(reader.GetString(0))) % (ulong)Interval.Ticks);
            var late = TimeSpan.FromTicks(((await reader.GetFieldValueAsync<DateTimeOffset>(1)).UtcTicks - phase) % Interval.Ticks);

            // A call of the reminder may come some seconds early, which is not nearly an hour late.
            longest = late < Interval - TimeSpan.FromMinutes(5) ? Math.Max(longest, late.TotalSeconds) : longest;
        }

        return (count, longest);
    }
}
