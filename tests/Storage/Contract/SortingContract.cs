using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class SortingContract : StoreContract
{
    private static readonly SortColumn[] JobKeys = [SortColumn.Changed, SortColumn.Name, SortColumn.Status, SortColumn.Department, SortColumn.Location];

    [Fact]
    public async Task Candidates_are_sorted_by_last_name_then_first_without_regard_to_case()
    {
        await Save(Person("p1", "Ann", "lee"), Person("p2", "Zoe", "Adams"), Person("p3", "Bob", "LEE"), Person("p4", "Cher", null), Person("p5", null, "Lee"), Person("p6", null, null));

        Assert.Equal(["p6", "p2", "p4", "p5", "p1", "p3"], await Candidates(SortColumn.Name, descending: false));
        Assert.Equal(["p3", "p1", "p5", "p4", "p2", "p6"], await Candidates(SortColumn.Name, descending: true));
    }

    [Fact]
    public async Task Candidates_are_sorted_by_their_last_change_both_ways()
    {
        foreach (var id in new[] { "p2", "p3", "p1" })
        {
            await Save(Sample.Person(id));
            Advance();
        }

        Assert.Equal(["p1", "p3", "p2"], await Candidates(SortColumn.Changed, descending: true));
        Assert.Equal(["p2", "p3", "p1"], await Candidates(SortColumn.Changed, descending: false));
    }

    [Fact]
    public async Task Letters_with_accents_come_after_z()
    {
        await Save(Person("p1", null, "éa"), Person("p2", null, "zz"), Person("p3", null, "ea"));

        Assert.Equal(["p3", "p2", "p1"], await Candidates(SortColumn.Name, descending: false));
    }

    [Fact]
    public async Task Endless_names_are_sorted_by_their_beginning()
    {
        await Save(Person("p1", null, new string('a', 5000) + "b"), Person("p2", null, new string('a', 5000)), Person("p3", null, "aa"));

        Assert.Equal(["p3", "p1", "p2"], await Candidates(SortColumn.Name, descending: false));
    }

    [Fact]
    public async Task Jobs_are_sorted_by_each_of_their_columns_those_without_a_value_first()
    {
        await Save(
            Sample.Job("j1", "cook", status: "Open") with { Department = "B", LocationMain = "Rome" },
            Sample.Job("j2", "Actor", status: null) with { Department = null, LocationMain = "bern" },
            Sample.Job("j3", null, status: "closed") with { Department = "a", LocationMain = "Oslo" });

        Assert.Equal(["j3", "j2", "j1"], await Jobs(SortColumn.Name, descending: false));
        Assert.Equal(["j2", "j3", "j1"], await Jobs(SortColumn.Status, descending: false));
        Assert.Equal(["j1", "j3", "j2"], await Jobs(SortColumn.Department, descending: true));
        Assert.Equal(["j2", "j3", "j1"], await Jobs(SortColumn.Location, descending: false));
    }

    [Fact]
    public async Task Processes_are_sorted_by_status_and_by_day_of_hire()
    {
        await Save([Sample.Process("o1", "done", new DateOnly(2026, 5, 1)), Sample.Process("o2", "Active", new DateOnly(2026, 1, 1)), Sample.Process("o3", null)]);

        Assert.Equal(["o3", "o2", "o1"], await Processes(SortColumn.Status, descending: false));
        Assert.Equal(["o1", "o2", "o3"], await Processes(SortColumn.HireDate, descending: true));
        Assert.Equal(["o3", "o2", "o1"], await Processes(SortColumn.HireDate, descending: false));
    }

    [Fact]
    public async Task Webhooks_are_sorted_by_when_they_came_both_ways()
    {
        var events = Enumerable.Range(0, 3).Select(i => Sample.Event(Now.AddMinutes(i))).ToArray();
        await Events.Append(events, Stop);

        async Task<Guid[]> List(bool descending) =>
            [.. (await Reader.ListWebhooks(Company, new WebhookFilter(), new PageRequest(Sort: new ListSort(SortColumn.Changed, descending)), Stop)).Items.Select(one => one.Id)];

        Assert.Equal(events.Select(one => one.Id), await List(descending: false));
        Assert.Equal(events.Select(one => one.Id).Reverse(), await List(descending: true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_and_cursors_read_equals_each_once_whatever_the_order(bool descending)
    {
        // Eight jobs, but only two values of each column, and two without one.
        await Save([.. Enumerable.Range(0, 8).Select(i => Sample.Job($"j{i}", Word(i), status: Word(i)) with { Department = Word(i), LocationMain = Word(i) })]);

        foreach (var key in JobKeys)
        {
            var sort = new ListSort(key, descending);
            var whole = Ids((await ListJobs(new PageRequest(1, 100, null, sort))).Items);
            List<string> byNumber = [];
            for (var number = 1; number <= 3; number++)
            {
                byNumber.AddRange(Ids((await ListJobs(new PageRequest(number, 3, null, sort))).Items));
            }

            Assert.Equal(whole, byNumber);
            Assert.Equal(whole, await Walk(sort, 3, (_, _) => Task.CompletedTask));
            Assert.Equal(8, whole.Distinct().Count());
        }

        static string? Word(int i) => i % 4 == 0 ? null : i % 2 == 0 ? "Same" : "other";
    }

    [Fact]
    public async Task Rows_that_come_while_a_cursor_reads_cost_no_other_row()
    {
        await Save([.. Enumerable.Range(0, 12).Select(i => Sample.Job($"j{i:00}", $"m{i:00}"))]);

        var seen = await Walk(new ListSort(SortColumn.Name, Descending: false), 3, async (round, last) =>
        {
            await Save(Sample.Job($"a{round}", "a comes before all"), Sample.Job($"z{round}", $"z{round} comes after all"));
            if (last[0] == 'j')
            {
                // The row that the cursor names changes, too: its status, not its place.
                await Save(Sample.Job(last, $"m{last[1..]}", status: "Closed"));
            }
        });

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"j{i:00}"), seen.Where(id => id[0] == 'j'));
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Contains(seen, id => id[0] == 'z');
    }

    [Fact]
    public async Task Filters_and_order_go_together()
    {
        await Save(
            Person("p1", "Ann", "Lee", Sample.Application("a1", "Offer", job: "j1")),
            Person("p2", "Bob", "Lee", Sample.Application("a2", "New", job: "j1")),
            Person("p3", "Abe", "Lee", Sample.Application("a3", "Offer", job: "j2")),
            Person("p4", "Zoe", "Poe", Sample.Application("a4", "Offer", job: "j1")));
        var sort = new ListSort(SortColumn.Name, Descending: true);

        Assert.Equal(["p4", "p1", "p3"], Ids((await Reader.ListCandidates(Company, new CandidateFilter { WorkflowState = "offer" }, new PageRequest(Sort: sort), false, Stop)).Items));
        Assert.Equal(["p2", "p1"], Ids((await Reader.ListCandidates(Company, new CandidateFilter { JobId = "j1", Search = "lee" }, new PageRequest(Sort: sort), false, Stop)).Items));
        var second = await Reader.ListCandidates(Company, new CandidateFilter { WorkflowState = "offer", Search = "e" }, new PageRequest(2, 2, null, sort), false, Stop);
        Assert.Equal("p3", Assert.Single(Ids(second.Items)));
        Assert.Equal(3, second.Total);
        var beyond = await Reader.ListCandidates(Company, new CandidateFilter { WorkflowState = "offer" }, new PageRequest(9, 2, null, sort), false, Stop);
        Assert.Empty(beyond.Items);
        Assert.Equal(3, beyond.Total);
    }

    [Fact]
    public async Task A_cursor_of_another_order_or_company_is_refused()
    {
        await Save(Person("p1", "Ann", "Lee"), Person("p2", "Bob", "Lee"));
        var sort = new ListSort(SortColumn.Name, Descending: false);
        var cursor = (await Reader.ListCandidates(Company, new CandidateFilter(), new PageRequest(1, 1, null, sort), false, Stop)).NextCursor!;

        await Assert.ThrowsAsync<InvalidCursorException>(() => Read(Company, cursor, null));
        await Assert.ThrowsAsync<InvalidCursorException>(() => Read(Company, cursor, sort with { Descending = true }));
        await Assert.ThrowsAsync<InvalidCursorException>(() => Read(Other, cursor, sort));
        Assert.Equal(["p2"], Ids((await Read(Company, cursor, sort)).Items));

        Task<Page<CandidateView>> Read(string company, string at, ListSort? by) =>
            Reader.ListCandidates(company, new CandidateFilter(), new PageRequest(1, 1, at, by), false, Stop);
    }

    [Fact]
    public async Task A_cursor_does_not_carry_a_name()
    {
        await Save(Person("p1", "Annabel", "Leeward"), Person("p2", "Bob", "Poe"));

        var page = await Reader.ListCandidates(Company, new CandidateFilter(), new PageRequest(1, 1, null, new ListSort(SortColumn.Name, Descending: false)), false, Stop);

        var cursor = page.NextCursor!.Replace('-', '+').Replace('_', '/');
        var text = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(cursor.PadRight((cursor.Length + 3) / 4 * 4, '=')));
        Assert.Contains("p1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("leeward", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_walk_by_change_from_the_oldest_misses_nothing_that_changes_meanwhile()
    {
        const int jobs = 3000;
        const int changes = 360;
        var dice = new Random(7);
        var since = Now;
        for (var i = 0; i < jobs; i += 500)
        {
            await Save([.. Enumerable.Range(i, 500).Select(one => Sample.Job($"j{one:0000}", "0"))]);
            Advance(1);
        }

        var expected = Enumerable.Range(0, jobs).ToDictionary(one => $"j{one:0000}", _ => "0");
        var seen = new Dictionary<string, string>();
        string? cursor = null;
        var changed = 0;
        do
        {
            var page = await Reader.ListJobs(
                Company, new JobFilter { UpdatedSince = since }, new PageRequest(1, 100, cursor, new ListSort(SortColumn.Changed, Descending: false)), false, Stop);
            foreach (var job in page.Items)
            {
                seen[job.JobviteJobId] = job.Title!;
            }

            cursor = page.NextCursor;
            Advance(1);
            for (var i = 0; i < 12 && changed < changes; i++, changed++)
            {
                var id = $"j{dice.Next(jobs):0000}";
                expected[id] = $"{changed + 1}";
                await Save(Sample.Job(id, expected[id]));
            }
        }
        while (cursor is not null);

        Assert.Equal(changes, changed);
        Assert.Equal(expected.OrderBy(one => one.Key, StringComparer.Ordinal), seen.OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_list_does_not_offer_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Candidates(SortColumn.HireDate, descending: false));

    private static CandidateRow Person(string id, string? first, string? last, params ApplicationRow[] applications) =>
        Sample.Person(id, null, null, applications) with { FirstName = first, LastName = last };

    private static string[] Ids(IEnumerable<JobView> jobs) => [.. jobs.Select(job => job.JobviteJobId)];

    private static string[] Ids(IEnumerable<CandidateView> candidates) => [.. candidates.Select(candidate => candidate.JobviteCandidateId)];

    private Task<Page<JobView>> ListJobs(PageRequest page) => Reader.ListJobs(Company, new JobFilter(), page, false, Stop);

    private async Task<string[]> Jobs(SortColumn key, bool descending) => Ids((await ListJobs(new PageRequest(Sort: new ListSort(key, descending)))).Items);

    private async Task<string[]> Candidates(SortColumn key, bool descending) => Ids(
        (await Reader.ListCandidates(Company, new CandidateFilter(), new PageRequest(Sort: new ListSort(key, descending)), false, Stop)).Items);

    private async Task<string[]> Processes(SortColumn key, bool descending) =>
    [
        .. (await Reader.ListProcesses(Company, new ProcessFilter(), new PageRequest(Sort: new ListSort(key, descending)), false, Stop))
            .Items.Select(process => process.JobviteProcessId),
    ];

    /// <summary>Reads jobs by cursor, with something done between the pages.</summary>
    private async Task<List<string>> Walk(ListSort sort, int size, Func<int, string, Task> between)
    {
        List<string> seen = [];
        string? cursor = null;
        var round = 0;
        do
        {
            var page = await ListJobs(new PageRequest(1, size, cursor, sort));
            seen.AddRange(Ids(page.Items));
            cursor = page.NextCursor;
            Advance();
            await between(round++, seen[^1]);
        }
        while (cursor is not null && round < 20);

        return seen;
    }
}
