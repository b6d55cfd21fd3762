using Jobvite.Cluster.Tests.Postgres;
using Jobvite.OrleansContract.Tests;

namespace Jobvite.Cluster.Tests.Orleans;

public sealed class ReminderTableTests(TwoSilos silos) : ReminderTableContract, IClassFixture<TwoSilos>
{
    protected override IReminderTable Reminders => silos.Reminders;

    [Theory]
    [InlineData("ReadRangeRows1Key")]
    [InlineData("ReadRangeRows2Key")]
    public async Task A_narrow_range_among_many_reminders_is_read_through_the_index(string statement)
    {
        await Sql.Execute(silos.ConnectionString, """
            INSERT INTO orleans_reminders (service_id, grain_id, reminder_name, start_time, period_ms, grain_hash, version)
            SELECT 'many', 'g' || n, 'sync', now(), 60000, n * 1000, 1 FROM generate_series(1, 20000) n
            ON CONFLICT DO NOTHING;
            ANALYZE orleans_reminders;
            """);
        var sql = await Sql.Scalar<string>(silos.ConnectionString, "SELECT QueryText FROM OrleansQuery WHERE QueryKey = @key", ("key", statement));
        // The second one wraps: from near the end over the beginning.
        var plan = string.Join('\n', await Sql.Column(
            silos.ConnectionString, "EXPLAIN " + sql, ("ServiceId", "many"), ("BeginHash", statement == "ReadRangeRows1Key" ? 10_000 : 19_990_000), ("EndHash", 20_000)));

        Assert.Contains("orleans_reminders_hash", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }
}
