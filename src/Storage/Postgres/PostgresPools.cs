using Npgsql;

namespace Jobvite.Storage;

/// <summary>
/// How many connections to PostgreSQL a silo's pools have (docs/operations.md). <c>Maximum Pool Size</c> in the connection string, 100 when it
/// is not there, decides for all of them, so that raising it always helps. No value of it stops a start.
/// </summary>
public static class PostgresPools
{
    private const int ShareOfOrleans = 5;

    private const int LeastForOrleans = 5;

    /// <summary>Records, webhooks and runs: as many as the connection string says, kept open as it says.</summary>
    public static void SizeForRecords(NpgsqlConnectionStringBuilder parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        parts.MaxPoolSize = Math.Max(parts.MaxPoolSize, 1);
        parts.MinPoolSize = Math.Min(parts.MinPoolSize, parts.MaxPoolSize);
    }

    /// <summary>Membership, grain state and reminders, which are small statements: a fifth, at least 5, none kept open.</summary>
    public static void SizeForOrleans(NpgsqlConnectionStringBuilder parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        parts.MaxPoolSize = Math.Max(parts.MaxPoolSize / ShareOfOrleans, LeastForOrleans);
        parts.MinPoolSize = 0;
    }
}
