using Jobvite.OrleansContract.Tests;

namespace Jobvite.Silo.Tests.Persistence;

public sealed class ReminderTableTests(SiloFixture silo) : ReminderTableContract, IClassFixture<SiloFixture>
{
    protected override IReminderTable Reminders => silo.Reminders;

    [Theory]
    [InlineData("ReadRangeRows1Key")]
    [InlineData("ReadRangeRows2Key")]
    public async Task Reading_a_range_searches_the_index(string statement)
    {
        var sql = await silo.Scalar<string>("SELECT QueryText FROM OrleansQuery WHERE QueryKey = @key", ("@key", statement));
        var plan = await silo.Rows("EXPLAIN QUERY PLAN " + sql, 3, ("@ServiceId", "s"), ("@BeginHash", 1), ("@EndHash", 2));

        Assert.Contains(plan, step => step.Contains("orleans_reminders_hash (service_id=? AND grain_hash", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }
}
