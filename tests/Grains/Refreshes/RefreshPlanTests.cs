using CsCheck;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Refreshes;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Refreshes;

public sealed class RefreshPlanTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(RefreshBench.Now.UtcDateTime);
    private readonly RefreshCosts _costs = new(new FakeTimeProvider());

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(2, 1, true)]
    [InlineData(3, 3, false)]
    [InlineData(300, 1, true)]
    [InlineData(5, 40, false)]
    public void Fewer_requests_win_and_at_equal_requests_less_time(int records, int pages, bool list) =>
        Assert.Equal(list, RefreshPlan.PrefersList(records, pages, _costs));

    [Theory]
    [InlineData(499, 1200, 2)]
    [InlineData(499, 999, 1)]
    [InlineData(499, 1000, 2)]
    [InlineData(499, 0, 1)]
    [InlineData(499, null, 1)]
    public void The_total_says_how_many_pages_follow(int nextStart, int? total, int left) =>
        Assert.Equal(left, RefreshPlan.PagesLeft(nextStart, total, 500));

    [Fact]
    public async Task A_single_event_is_one_request()
    {
        var bench = new RefreshBench(People(300));
        await bench.Refresh(SyncKind.Candidates, RefreshBench.Event("p1"));
        Assert.Equal((1, 0), (bench.Jobvite.SingleRequests, bench.Jobvite.ListRequests));
    }

    [Fact]
    public async Task A_thousand_events_for_three_hundred_candidates_are_one_request()
    {
        var bench = new RefreshBench(People(300));
        var events = Enumerable.Range(0, 1000).Select(i => RefreshBench.Event($"p{i % 300}", $"a{i % 300}-0")).ToList();
        var result = await bench.Refresh(SyncKind.Candidates, events);
        Assert.Empty(result.Failed);
        Assert.Equal((0, 1), (bench.Jobvite.SingleRequests, bench.Jobvite.ListRequests));
        Assert.Equal(1000, bench.Records.Answered.Count);
    }

    [Fact]
    public async Task A_list_that_turns_out_longer_than_there_are_records_is_left_after_its_first_page()
    {
        var bench = new RefreshBench(People(10_000));
        await bench.Refresh(SyncKind.Candidates, Enumerable.Range(0, 6).Select(i => RefreshBench.Event($"p{9_000 + i}")).ToList());
        Assert.Equal((6, 1), (bench.Jobvite.SingleRequests, bench.Jobvite.ListRequests));
        await bench.Refresh(SyncKind.Candidates, Enumerable.Range(0, 6).Select(i => RefreshBench.Event($"p{i}")).ToList());
        Assert.Equal((12, 1), (bench.Jobvite.SingleRequests, bench.Jobvite.ListRequests));
    }

    [Fact]
    public async Task A_short_list_that_is_known_serves_two_records()
    {
        var bench = new RefreshBench(People(20));
        await bench.Refresh(SyncKind.Candidates, Enumerable.Range(0, 6).Select(i => RefreshBench.Event($"p{i}")).ToList());
        await bench.Refresh(SyncKind.Candidates, RefreshBench.Event("p1"), RefreshBench.Event("p2"));
        Assert.Equal((0, 2), (bench.Jobvite.SingleRequests, bench.Jobvite.ListRequests));
    }

    [Fact]
    public async Task An_application_that_the_list_does_not_show_is_read_by_its_candidate()
    {
        var jobvite = People(10);
        jobvite.Entries.Add(new PlayedEntry("p3", "a3-old", "Hired", Today.AddDays(-40)));
        var bench = new RefreshBench(jobvite);
        await bench.Refresh(SyncKind.Candidates, [.. Enumerable.Range(0, 8).Select(i => RefreshBench.Event($"p{i}")), RefreshBench.Event("p3", "a3-old")]);
        Assert.Equal("Hired", bench.Records.Stages["a3-old"]);
        Assert.Equal((1, 1), (bench.Jobvite.SingleRequests, bench.Jobvite.ListRequests));
    }

    [Fact]
    public async Task One_read_answers_every_event_that_waits_for_its_record()
    {
        var bench = new RefreshBench(People(10));
        Guid[] waiting = [.. Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid())];
        await bench.Refresh(
            SyncKind.Candidates,
            RefreshBench.Event("p3") with { Ids = waiting[..999] },
            RefreshBench.Event("p3", attempts: 2) with { Ids = waiting[999..] });
        Assert.Equal(waiting.Order(), bench.Records.Answered.Keys.Order());
        Assert.Equal(1, bench.Jobvite.SingleRequests + bench.Jobvite.ListRequests);
    }

    [Fact]
    public async Task What_is_said_of_jobs_holds_too_and_a_missing_one_is_asked_for()
    {
        var bench = new RefreshBench(new PlayedJobvite { Jobs = [.. Enumerable.Range(0, 40).Select(i => $"j{i}")] });
        var events = Enumerable.Range(0, 30).Select(i => RefreshBench.Event($"j{i}")).Append(RefreshBench.Event("gone")).ToList();
        await bench.Refresh(SyncKind.Jobs, events);
        Assert.Equal((1, 1), (bench.Jobvite.SingleRequests, bench.Jobvite.ListRequests));
        Assert.Equal("Jobvite has no such record.", bench.Records.Answered[events[^1].Ids[0]]);
    }

    /// <summary>
    /// People whose entries changed, some with dates that the list's filter does not see, some gone, lists that are short, long, cut
    /// off or wrong about their total: what was named is afterwards stored as if each had been read by its id.
    /// </summary>
    [Fact]
    public Task Whatever_the_plan_the_end_is_as_if_each_were_read_singly() => Gen
        .Select(
            Gen.Select(Gen.Int[1, 3], Gen.Bool, Gen.Bool).Array[1, 40],
            Gen.Int[0, 60].Array[1, 60],
            Gen.Int[2, 30],
            Gen.Int[0, 2],
            Gen.Bool)
        .SampleAsync(async (people, named, pageSize, totals, incomplete) =>
        {
            var jobvite = new PlayedJobvite
            {
                PageSize = pageSize,
                Total = count => totals switch { 0 => count, 1 => 0, _ => null },
                Incomplete = incomplete,
            };
            for (var i = 0; i < people.Length; i++)
            {
                var (applications, dateMoved, gone) = people[i];
                for (var a = 0; a < applications && !(gone && !dateMoved); a++)
                {
                    jobvite.Entries.Add(new PlayedEntry($"p{i}", $"a{i}-{a}", "New stage", dateMoved ? Today : Today.AddDays(-90)));
                }
            }

            var events = named.Select((n, i) => RefreshBench.Event($"p{n}", i % 3 == 0 ? $"a{n}-0" : null)).ToList();
            var bench = new RefreshBench(jobvite);
            var first = await bench.Refresh(SyncKind.Candidates, events);
            Assert.Empty(first.Failed);
            Assert.Equal(events.Select(e => e.Ids[0]).Order(), bench.Records.Answered.Keys.Order());
            foreach (var id in events.Select(e => e.EntityId).Distinct())
            {
                var truth = jobvite.Entries.Where(e => e.Person == id).ToList();
                Assert.All(truth, e => Assert.Equal(e.Stage, bench.Records.Stages[e.Application]));
                Assert.All(
                    events.Where(e => e.EntityId == id),
                    e => Assert.Equal(truth.Count == 0 ? "Jobvite has no such record." : null, bench.Records.Answered[e.Ids[0]]));
            }
        }, iter: 300);

    private static PlayedJobvite People(int count) => new()
    {
        Entries = [.. Enumerable.Range(0, count).Select(i => new PlayedEntry($"p{i}", $"a{i}-0", "New stage", Today))],
    };
}
