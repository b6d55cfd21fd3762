using Jobvite.Grains.Interfaces;

namespace Jobvite.Silo.Tests.Persistence;

public sealed class ReminderTableTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly DateTime Start = new(2026, 5, 6, 7, 8, 9, 123, DateTimeKind.Utc);

    [Fact]
    public async Task A_reminder_is_read_back_as_it_was_written()
    {
        var grain = Grain("kept");
        var etag = await Upsert(grain, "sync", TimeSpan.FromMinutes(5));

        var row = await silo.Reminders.ReadRow(grain, "sync", TestContext.Current.CancellationToken);

        Assert.NotNull(row);
        Assert.Equal(grain, row.GrainId);
        Assert.Equal("sync", row.ReminderName);
        Assert.Equal(Start, row.StartAt);
        Assert.Equal(DateTimeKind.Utc, row.StartAt.Kind);
        Assert.Equal(TimeSpan.FromMinutes(5), row.Period);
        Assert.Equal(etag, row.ETag);
    }

    [Fact]
    public async Task A_period_of_more_milliseconds_than_an_int_holds_is_kept()
    {
        var grain = Grain("long");
        await Upsert(grain, "sync", TimeSpan.FromDays(40));

        Assert.Equal(TimeSpan.FromDays(40), (await silo.Reminders.ReadRow(grain, "sync", TestContext.Current.CancellationToken))!.Period);
    }

    [Fact]
    public async Task A_second_registration_replaces_the_first_under_a_new_version()
    {
        var grain = Grain("replaced");
        var first = await Upsert(grain, "sync", TimeSpan.FromMinutes(5));
        var second = await Upsert(grain, "sync", TimeSpan.FromMinutes(9));

        Assert.NotEqual(first, second);
        var row = Assert.Single((await silo.Reminders.ReadRows(grain, TestContext.Current.CancellationToken)).Reminders);
        Assert.Equal(TimeSpan.FromMinutes(9), row.Period);
    }

    [Fact]
    public async Task All_reminders_of_a_grain_are_read()
    {
        var grain = Grain("several");
        await Upsert(grain, "a", TimeSpan.FromMinutes(1));
        await Upsert(grain, "b", TimeSpan.FromMinutes(1));

        Assert.Equal(["a", "b"], (await silo.Reminders.ReadRows(grain, TestContext.Current.CancellationToken)).Reminders.Select(r => r.ReminderName).Order());
    }

    [Fact]
    public async Task A_reminder_that_does_not_exist_is_null() =>
        Assert.Null(await silo.Reminders.ReadRow(Grain("nobody"), "sync", TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_reminder_is_deleted_only_under_its_present_version()
    {
        var grain = Grain("removed");
        var outdated = (await Upsert(grain, "sync", TimeSpan.FromMinutes(5)))!;
        var present = (await Upsert(grain, "sync", TimeSpan.FromMinutes(6)))!;

        Assert.False(await silo.Reminders.RemoveRow(grain, "sync", outdated, TestContext.Current.CancellationToken));
        Assert.NotNull(await silo.Reminders.ReadRow(grain, "sync", TestContext.Current.CancellationToken));
        Assert.True(await silo.Reminders.RemoveRow(grain, "sync", present, TestContext.Current.CancellationToken));
        Assert.Null(await silo.Reminders.ReadRow(grain, "sync", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_range_holds_its_end_and_not_its_beginning()
    {
        var (low, high) = await TwoByHash("range");

        Assert.Equal([high], await Found([low, high], Hash(low), Hash(high)));
    }

    [Fact]
    public async Task A_range_that_wraps_holds_what_lies_outside()
    {
        var (low, high) = await TwoByHash("wrap");

        Assert.Equal([low], await Found([low, high], Hash(high), Hash(low)));
    }

    [Fact]
    public async Task The_whole_ring_holds_everything_once()
    {
        var (low, high) = await TwoByHash("ring");

        Assert.Equal([low, high], await Found([low, high], 0, 0));
        Assert.Equal([low, high], await Found([low, high], Hash(low), Hash(low)));
    }

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

    private static GrainId Grain(string companyId) => GrainId.Create("reminded", CompanyKey.Of(companyId).ToString());

    private static uint Hash(GrainId grain) => grain.GetUniformHashCode();

    private async Task<string?> Upsert(GrainId grain, string name, TimeSpan period) => await silo.Reminders.UpsertRow(new ReminderEntry
    {
        GrainId = grain,
        ReminderName = name,
        StartAt = Start,
        Period = period,
    }, TestContext.Current.CancellationToken);

    /// <summary>Two grains with a reminder each, ordered as Orleans orders its ring in SQL: by the hash as a signed number.</summary>
    private async Task<(GrainId Low, GrainId High)> TwoByHash(string prefix)
    {
        var grains = new[] { Grain(prefix + "-1"), Grain(prefix + "-2") }.OrderBy(grain => unchecked((int)Hash(grain))).ToArray();
        await Upsert(grains[0], "sync", TimeSpan.FromMinutes(1));
        await Upsert(grains[1], "sync", TimeSpan.FromMinutes(1));
        return (grains[0], grains[1]);
    }

    private async Task<GrainId[]> Found(GrainId[] candidates, uint begin, uint end)
    {
        var rows = (await silo.Reminders.ReadRows(begin, end, TestContext.Current.CancellationToken)).Reminders.Select(row => row.GrainId).Where(candidates.Contains);
        return [.. rows.OrderBy(grain => unchecked((int)Hash(grain)))];
    }
}
