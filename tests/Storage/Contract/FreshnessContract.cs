using CsCheck;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class FreshnessContract : StoreContract
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_answer_that_Jobvite_dates_earlier_never_overwrites()
    {
        await Save(Sample.Job("j1", "New", Day.AddDays(1)));
        Advance();

        var counts = await Save(Sample.Job("j1", "Old", Day));

        Assert.Equal(new UpsertCounts(0, 0, 1), counts);
        Assert.Equal("New", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task Where_dates_do_not_decide_the_answer_asked_for_later_wins()
    {
        await Records.SaveRefresh(Refresh(Now), [Sample.Job("j1", "Later")], IncomingWins.Instance, Stop);
        await Records.SaveRefresh(Refresh(Now.AddSeconds(-1)), [Sample.Job("j1", "Earlier")], IncomingWins.Instance, Stop);

        Assert.Equal("Later", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task A_page_asked_for_before_a_refresh_does_not_undo_it_though_the_refresh_found_nothing_new()
    {
        await Save(Sample.Job("j1", "Now"));
        var run = await Begin(SyncKind.Jobs);
        Advance();
        var page = Page(run) with { ReadAt = Now.AddSeconds(-10) };
        await Save(Sample.Job("j1", "Now"));

        await Records.SavePage(page, [Sample.Job("j1", "Before")], IncomingWins.Instance, Stop);

        Assert.Equal("Now", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task Refreshes_in_any_order_end_in_the_newest_state()
    {
        var number = 0;
        await Gen.Select(Gen.Bool, Gen.Int[0, 3].Array[2, 6], (dated, states) => (dated, states))
            .SelectMany(one => Gen.Shuffle(Enumerable.Range(0, one.states.Length).ToArray()).Select(order => (one.dated, one.states, order)))
            .SampleAsync(async one =>
            {
                var id = $"j{Interlocked.Increment(ref number)}";
                foreach (var i in one.order)
                {
                    var row = Sample.Job(id, $"State {one.states[i]}", one.dated ? Day.AddDays(i / 2) : null);
                    await Records.SaveRefresh(Refresh(Day.AddMinutes(i)), [row], IncomingWins.Instance, Stop);
                }

                return (await Reader.GetJob(Company, id, Stop))!.Title == $"State {one.states[^1]}";
            }, iter: 100, threads: 1);
    }

    [Fact]
    public async Task Pages_and_refreshes_of_a_candidate_in_any_order_end_in_the_newest_state()
    {
        var run = await Begin();
        var number = 0;
        await Gen.Select(Gen.Bool.Array[5], Gen.Shuffle(Enumerable.Range(0, 5).ToArray()))
            .SampleAsync(async (paged, order) =>
            {
                var id = $"p{Interlocked.Increment(ref number)}";
                foreach (var i in order)
                {
                    var entry = Sample.Person(id, $"{i}@example.com", Day.AddDays(i), Sample.Application($"{id}-{i % 2}", $"State {i}", Day.AddDays(i)));
                    await (paged[i]
                        ? (Task)Records.SavePage(Page(run) with { ReadAt = Day.AddMinutes(i) }, [entry], IncomingWins.Instance, Stop)
                        : Records.SaveRefresh(Refresh(Day.AddMinutes(i)), [entry], IncomingWins.Instance, Stop));
                }

                var candidate = await Candidate(id);
                return candidate.Email == "4@example.com"
                    && candidate.Applications.Select(application => application.WorkflowState).SequenceEqual(["State 4", "State 3"]);
            }, iter: 100, threads: 1);
    }
}
