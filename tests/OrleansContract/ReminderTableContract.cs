using Jobvite.Grains.Interfaces;

namespace Jobvite.OrleansContract.Tests;

/// <summary>What Orleans expects of a reminder table, whatever the database. Compiled into the test project of each.</summary>
public abstract class ReminderTableContract
{
    private static readonly DateTime Start = new(2026, 5, 6, 7, 8, 9, 123, DateTimeKind.Utc);

    protected abstract IReminderTable Reminders { get; }

    [Theory]
    [InlineData(5)]
    [InlineData(60 * 24 * 40)] // more milliseconds than an int holds
    public async Task A_reminder_is_read_back_as_it_was_written(int minutes)
    {
        var grain = Grain($"kept-{minutes}");
        var etag = await Upsert(grain, "sync", TimeSpan.FromMinutes(minutes));

        var row = await Reminders.ReadRow(grain, "sync", TestContext.Current.CancellationToken);

        Assert.NotNull(row);
        Assert.Equal(grain, row.GrainId);
        Assert.Equal("sync", row.ReminderName);
        Assert.Equal(Start, row.StartAt);
        Assert.Equal(DateTimeKind.Utc, row.StartAt.Kind);
        Assert.Equal(TimeSpan.FromMinutes(minutes), row.Period);
        Assert.Equal(etag, row.ETag);
    }

    [Fact]
    public async Task A_second_registration_replaces_the_first_under_a_new_version()
    {
        var grain = Grain("replaced");
        var first = await Upsert(grain, "sync", TimeSpan.FromMinutes(5));
        var second = await Upsert(grain, "sync", TimeSpan.FromMinutes(9));

        Assert.NotEqual(first, second);
        var row = Assert.Single((await Reminders.ReadRows(grain, TestContext.Current.CancellationToken)).Reminders);
        Assert.Equal(TimeSpan.FromMinutes(9), row.Period);
    }

    [Fact]
    public async Task Simultaneous_registrations_leave_one_row_and_a_version_for_each()
    {
        var grain = Grain("contended");

        var versions = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Upsert(grain, "sync", TimeSpan.FromMinutes(5)))));

        Assert.Equal(50, versions.Distinct().Count());
        Assert.Single((await Reminders.ReadRows(grain, TestContext.Current.CancellationToken)).Reminders);
    }

    [Fact]
    public async Task All_reminders_of_a_grain_are_read()
    {
        var grain = Grain("several");
        await Upsert(grain, "a", TimeSpan.FromMinutes(1));
        await Upsert(grain, "b", TimeSpan.FromMinutes(1));

        Assert.Equal(["a", "b"], (await Reminders.ReadRows(grain, TestContext.Current.CancellationToken)).Reminders.Select(r => r.ReminderName).Order());
    }

    [Fact]
    public async Task A_reminder_that_does_not_exist_is_null() =>
        Assert.Null(await Reminders.ReadRow(Grain("nobody"), "sync", TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_reminder_is_deleted_only_under_its_present_version()
    {
        var grain = Grain("removed");
        var outdated = (await Upsert(grain, "sync", TimeSpan.FromMinutes(5)))!;
        var present = (await Upsert(grain, "sync", TimeSpan.FromMinutes(6)))!;

        Assert.False(await Reminders.RemoveRow(grain, "sync", outdated, TestContext.Current.CancellationToken));
        Assert.NotNull(await Reminders.ReadRow(grain, "sync", TestContext.Current.CancellationToken));
        Assert.True(await Reminders.RemoveRow(grain, "sync", present, TestContext.Current.CancellationToken));
        Assert.Null(await Reminders.ReadRow(grain, "sync", TestContext.Current.CancellationToken));
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

    private static GrainId Grain(string companyId) => GrainId.Create("reminded", CompanyKey.Of(companyId).ToString());

    private static uint Hash(GrainId grain) => grain.GetUniformHashCode();

    private async Task<string?> Upsert(GrainId grain, string name, TimeSpan period) => await Reminders.UpsertRow(new ReminderEntry
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
        var rows = (await Reminders.ReadRows(begin, end, TestContext.Current.CancellationToken)).Reminders.Select(row => row.GrainId).Where(candidates.Contains);
        return [.. rows.OrderBy(grain => unchecked((int)Hash(grain)))];
    }
}
