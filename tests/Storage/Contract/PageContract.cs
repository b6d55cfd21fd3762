using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class PageContract : StoreContract
{
    [Fact]
    public async Task Rows_counts_cursor_and_heartbeat_move_together()
    {
        var run = await Begin(SyncKind.Jobs);
        Advance();

        var result = await Records.SavePage(Page(run, "500", new RecordFailure("bad", "No id.")) with { Total = 3 }, [Sample.Job("j1"), Sample.Job("j2")], IncomingWins.Instance, Stop);

        Assert.Equal(RunPulse.Alive, result.Pulse);
        Assert.Equal(new UpsertCounts(2, 0, 0), result.Counts);
        Assert.Equal(new SyncProgress { Fetched = 3, Total = 3, Created = 2, Failed = 1, Pages = 1 }, result.Progress);
        Assert.Equal(result.Progress, (await Reader.GetRun(Company, run.RunId, Stop))!.Progress);
        Assert.Empty(await Runs.FindUnattended(Now, 10, Stop));
    }

    [Fact]
    public async Task Created_updated_and_unchanged_add_up_to_what_was_fetched()
    {
        await Save(Sample.Job("same"), Sample.Job("changed"));
        var run = await Begin(SyncKind.Jobs);
        Advance();

        var result = await SavePage(run, Sample.Job("same"), Sample.Job("changed", "Architect"), Sample.Job("new"));

        Assert.Equal(new UpsertCounts(1, 1, 1), result.Counts);
        Assert.Equal(3, result.Progress.Fetched);
    }

    [Fact]
    public async Task An_unchanged_record_is_not_touched()
    {
        await Save(Sample.Job("j1"));
        var before = await Reader.GetJob(Company, "j1", Stop);
        var run = await Begin(SyncKind.Jobs);
        Advance();

        await SavePage(run, Sample.Job("j1"));

        Assert.Equal(before, await Reader.GetJob(Company, "j1", Stop));
    }

    [Fact]
    public async Task A_changed_record_keeps_its_id_and_creation_time()
    {
        await Save(Sample.Job("j1"));
        var before = (await Reader.GetJob(Company, "j1", Stop))!;
        Advance();
        await Save(Sample.Job("j1", "Architect"));

        var after = (await Reader.GetJob(Company, "j1", Stop))!;

        Assert.Equal((before.Id, before.CreatedAt, "Architect", Now), (after.Id, after.CreatedAt, after.Title, after.UpdatedAt));
    }

    [Fact]
    public async Task The_same_record_twice_on_a_page_is_created_once_and_the_later_one_stays()
    {
        var run = await Begin(SyncKind.Jobs);

        var result = await SavePage(run, Sample.Job("j1", "First"), Sample.Job("j1", "Second"), Sample.Job("j1", "Second"));

        Assert.Equal(new UpsertCounts(1, 1, 1), result.Counts);
        Assert.Equal(1, result.NewIds);
        Assert.Equal("Second", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task A_stored_record_that_comes_in_two_forms_on_a_page_is_merged_with_what_is_stored()
    {
        await Save(Sample.Job("j1"));
        var run = await Begin(SyncKind.Jobs);
        Advance();

        var result = await SavePage(run, Sample.Job("j1"), Sample.Job("j1", "Second"));

        Assert.Equal(new UpsertCounts(0, 1, 1), result.Counts);
        Assert.Equal("Second", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task A_page_of_known_ids_brings_nothing_new()
    {
        var run = await Begin(SyncKind.Jobs);
        await SavePage(run, Sample.Job("j1"), Sample.Job("j2"));

        Assert.Equal(0, (await SavePage(run, Sample.Job("j1"), Sample.Job("j2"))).NewIds);
        Assert.Equal(1, (await SavePage(run, Sample.Job("j2"), Sample.Job("j3"))).NewIds);
    }

    [Fact]
    public async Task New_ids_of_candidates_are_counted_by_application()
    {
        var run = await Begin();

        var first = await SavePage(run, Sample.Person("p1", null, null, Sample.Application("a1")), Sample.Person("p2"));
        var second = await SavePage(run, Sample.Person("p1", null, null, Sample.Application("a2")), Sample.Person("p2"));

        Assert.Equal(2, first.NewIds);
        Assert.Equal(1, second.NewIds);
    }

    [Fact]
    public async Task An_id_that_could_not_be_read_counts_as_new_once()
    {
        var run = await Begin(SyncKind.Jobs);
        var page = Page(run, "next", new RecordFailure("bad", "Broken."), new RecordFailure(null, "No id."));

        Assert.Equal(1, (await Records.SavePage(page, Array.Empty<JobRow>(), IncomingWins.Instance, Stop)).NewIds);
        Assert.Equal(0, (await Records.SavePage(page, Array.Empty<JobRow>(), IncomingWins.Instance, Stop)).NewIds);
    }

    [Fact]
    public async Task The_first_hundred_failures_are_kept_and_all_are_counted()
    {
        var run = await Begin(SyncKind.Jobs);
        for (var page = 0; page < 3; page++)
        {
            var failures = Enumerable.Range(0, 60).Select(i => new RecordFailure($"{page}-{i}", "Broken.")).ToArray();
            await Records.SavePage(Page(run, "next", failures), Array.Empty<JobRow>(), IncomingWins.Instance, Stop);
        }

        var stored = (await Reader.GetRun(Company, run.RunId, Stop))!;

        Assert.Equal(180, stored.Progress.Failed);
        Assert.Equal(100, stored.Failures.Length);
        Assert.Equal(new RecordFailure("0-0", "Broken."), stored.Failures[0]);
        Assert.Equal("1-39", stored.Failures[^1].Id);
    }

    [Fact]
    public async Task A_page_that_breaks_in_the_middle_leaves_no_row_and_no_cursor()
    {
        await Save(Sample.Job("j2"));
        var run = await Begin(SyncKind.Jobs);
        Advance();
        var broken = new MergeBy((_, _) => throw new InvalidOperationException("Killed."));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Records.SavePage(Page(run), [Sample.Job("j1"), Sample.Job("j2", "New")], broken, Stop));

        Assert.Null(await Reader.GetJob(Company, "j1", Stop));
        var taken = (await Runs.Take(Company, run.RunId, Stop))!;
        Assert.Null(taken.Cursor);
        Assert.Equal(new SyncProgress(), taken.Progress);
    }

    [Fact]
    public async Task A_page_given_up_by_its_caller_leaves_nothing()
    {
        await Save(Sample.Job("j2"));
        var run = await Begin(SyncKind.Jobs);
        Advance();
        using var source = new CancellationTokenSource();
        var cancelling = new MergeBy((_, incoming) =>
        {
            source.Cancel();
            return incoming;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Records.SavePage(Page(run), [Sample.Job("j1"), Sample.Job("j2", "New")], cancelling, source.Token));

        Assert.Null(await Reader.GetJob(Company, "j1", Stop));
        Assert.Equal("Engineer", (await Reader.GetJob(Company, "j2", Stop))!.Title);
    }

    [Fact]
    public async Task Companies_write_beside_each_other_at_the_same_time()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i => await Begin(SyncKind.Jobs, $"company{i}")));

        await Task.WhenAll(runs.SelectMany(run => Enumerable.Range(0, 5).Select(page =>
            Records.SavePage(Page(run), [.. Enumerable.Range(0, 20).Select(i => Sample.Job($"{page}-{i}"))], IncomingWins.Instance, Stop))));

        foreach (var run in runs)
        {
            Assert.Equal(100, (await Reader.Count(run.CompanyId, Stop)).Jobs);
            Assert.Equal(5, (await Reader.GetRun(run.CompanyId, run.RunId, Stop))!.Progress.Pages);
        }
    }
}
