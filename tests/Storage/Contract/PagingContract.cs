using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class PagingContract : StoreContract
{
    [Fact]
    public async Task Page_numbers_walk_the_list_newest_change_first()
    {
        foreach (var id in new[] { "j1", "j2", "j3" })
        {
            await Save(Sample.Job(id));
            Advance();
        }

        Assert.Equal(["j3", "j2"], Ids(await List(1, 2)));
        Assert.Equal(["j1"], Ids(await List(2, 2)));
        Assert.Empty(Ids(await List(3, 2)));
        Assert.Equal(3, (await List(3, 2)).Total);
        Assert.Empty(Ids(await List(int.MaxValue, 100)));
    }

    [Fact]
    public async Task The_last_page_has_no_next_cursor_even_when_it_is_full()
    {
        await Save(Sample.Job("j1"), Sample.Job("j2"));

        Assert.NotNull((await List(1, 1)).NextCursor);
        Assert.Null((await List(1, 2)).NextCursor);
        Assert.Null((await List(2, 1)).NextCursor);
    }

    [Fact]
    public async Task A_cursor_reads_ten_thousand_rows_of_one_moment_each_once()
    {
        await Records.SaveRefresh(Refresh(), [.. Enumerable.Range(0, 10_000).Select(i => Sample.Job($"j{i}"))], IncomingWins.Instance, Stop);
        HashSet<string> seen = [];
        string? cursor = null;
        var pages = 0;
        do
        {
            var page = await List(1, 100, cursor);
            Assert.Equal(10_000, page.Total);
            Assert.All(page.Items, job => Assert.True(seen.Add(job.JobviteJobId)));
            cursor = page.NextCursor;
            pages++;
        }
        while (cursor is not null);

        Assert.Equal((10_000, 100), (seen.Count, pages));
        Assert.Equal(100, Ids(await List(100, 100)).Length);
    }

    [Fact]
    public async Task Rows_that_change_while_a_cursor_reads_cost_no_other_row()
    {
        var ids = Enumerable.Range(0, 30).Select(i => $"j{i:00}").ToArray();
        await Records.SaveRefresh(Refresh(), [.. ids.Select(id => Sample.Job(id))], IncomingWins.Instance, Stop);
        List<string> seen = [];
        string? cursor = null;
        var round = 0;
        do
        {
            var page = await List(1, 4, cursor);
            seen.AddRange(Ids(page));
            cursor = page.NextCursor;
            Advance();
            await Save(Sample.Job(seen[0], $"Changed {round++}"), Sample.Job($"new{round}"));
        }
        while (cursor is not null);

        Assert.Equal(ids, seen.Order());
    }

    [Fact]
    public async Task Every_list_reads_by_cursor()
    {
        for (var i = 0; i < 3; i++)
        {
            await Save(Sample.Person($"p{i}"));
            await Save([Sample.Process($"o{i}")]);
            await Events.Append([Sample.Event(Now)], Stop);
            await Runs.Finish(await Begin(), new RunEnd(RunStatus.Success, null, Complete: true), Stop);
        }

        Assert.Equal(3, await Walk(page => Reader.ListCandidates(Company, new CandidateFilter(), page, false, Stop), one => one.JobviteCandidateId));
        Assert.Equal(3, await Walk(page => Reader.ListProcesses(Company, new ProcessFilter(), page, false, Stop), one => one.JobviteProcessId));
        Assert.Equal(3, await Walk(page => Reader.ListWebhooks(Company, new WebhookFilter(), page, Stop), one => one.Id));
        Assert.Equal(3, await Walk(page => Reader.ListRuns(Company, new RunFilter(), page, Stop), one => one.RunId));
    }

    [Fact]
    public async Task A_cursor_of_another_list_or_company_or_of_nobody_is_refused()
    {
        await Save(Sample.Job("j1"), Sample.Job("j2"));
        var cursor = (await List(1, 1)).NextCursor!;

        await Assert.ThrowsAsync<InvalidCursorException>(() => Reader.ListCandidates(Company, new CandidateFilter(), new PageRequest(1, 1, cursor), false, Stop));
        await Assert.ThrowsAsync<InvalidCursorException>(() => Reader.ListJobs(Other, new JobFilter(), new PageRequest(1, 1, cursor), false, Stop));
        await Assert.ThrowsAsync<InvalidCursorException>(() => List(1, 1, ""));
        await Assert.ThrowsAsync<InvalidCursorException>(() => List(1, 1, "nonsense"));
        await Assert.ThrowsAsync<InvalidCursorException>(() => List(1, 1, cursor + cursor));
        await Assert.ThrowsAsync<InvalidCursorException>(() => List(1, 1, (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..]));
        await Assert.ThrowsAsync<InvalidCursorException>(() => List(1, 1, new string('ü', cursor.Length)));
    }

    private static string[] Ids(Page<JobView> page) => [.. page.Items.Select(job => job.JobviteJobId)];

    private static async Task<int> Walk<T, TKey>(Func<PageRequest, Task<Page<T>>> read, Func<T, TKey> key)
    {
        HashSet<TKey> seen = [];
        string? cursor = null;
        do
        {
            var page = await read(new PageRequest(1, 1, cursor));
            Assert.All(page.Items, item => Assert.True(seen.Add(key(item))));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return seen.Count;
    }

    private Task<Page<JobView>> List(int page, int size, string? cursor = null) =>
        Reader.ListJobs(Company, new JobFilter(), new PageRequest(page, size, cursor), false, Stop);
}
