using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Refreshes;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Onboarding;

public sealed class OnboardingRefreshTests
{
    [Fact]
    public async Task A_hundred_processes_are_one_request()
    {
        var bench = new RefreshBench(new PlayedJobvite { Processes = [.. Enumerable.Range(0, 100).Select(Id)] });
        await bench.Refresh(SyncKind.Onboarding, Enumerable.Range(0, 100).Select(i => RefreshBench.Event(Id(i))).ToList());
        Assert.Equal((1, 100), (bench.Jobvite.Requests, bench.Records.Processes.Count));
    }

    [Fact]
    public async Task An_id_that_jobvite_rejects_takes_no_other_event_down()
    {
        var bench = new RefreshBench(new PlayedJobvite { Processes = [.. Enumerable.Range(0, 100).Select(Id)], Rejected = [Id(37)] });
        var result = await bench.Refresh(SyncKind.Onboarding, Enumerable.Range(0, 100).Select(i => RefreshBench.Event(Id(i))).ToList());
        Assert.Equal(Id(37), Assert.Single(result.Failed).Key.EntityId);
        Assert.Equal((99, 99), (bench.Records.Processes.Count, bench.Records.Answered.Count));
        Assert.InRange(bench.Jobvite.Requests, 2, 17);
    }

    [Fact]
    public async Task An_id_of_another_shape_travels_apart()
    {
        var bench = new RefreshBench(new PlayedJobvite { Processes = [Id(1), Id(2)], Rejected = ["not-a-process"] });
        var result = await bench.Refresh(SyncKind.Onboarding, RefreshBench.Event(Id(1)), RefreshBench.Event("not-a-process"), RefreshBench.Event(Id(2)));
        Assert.Equal("not-a-process", Assert.Single(result.Failed).Key.EntityId);
        Assert.Equal((2, 2), (bench.Jobvite.Requests, bench.Records.Processes.Count));
    }

    [Fact]
    public async Task One_that_failed_before_travels_apart()
    {
        var bench = new RefreshBench(new PlayedJobvite { Processes = [Id(1), Id(2)], Rejected = [Id(3)] });
        var result = await bench.Refresh(SyncKind.Onboarding, RefreshBench.Event(Id(1)), RefreshBench.Event(Id(3), attempts: 1), RefreshBench.Event(Id(2)));
        Assert.Equal(Id(3), Assert.Single(result.Failed).Key.EntityId);
        Assert.Equal(2, bench.Jobvite.Requests);
    }

    /// <summary>Jobvite answers so as long as it does not know our key, which may take days.</summary>
    [Fact]
    public async Task A_refusal_that_no_id_explains_is_no_processs_fault_and_does_not_spend_the_budget()
    {
        var all = Enumerable.Range(0, 100).Select(Id).ToList();
        var bench = new RefreshBench(new PlayedJobvite { Rejected = [.. all] });
        await Assert.ThrowsAsync<JobviteException>(() => bench.Refresh(SyncKind.Onboarding, all.Select(id => RefreshBench.Event(id)).ToList()));
        Assert.InRange(bench.Jobvite.Requests, 1, 17);
    }

    [Fact]
    public async Task A_candidate_stands_for_all_their_processes_that_are_stored()
    {
        var bench = new RefreshBench(new PlayedJobvite { Processes = [Id(1), Id(2), Id(3)] });
        bench.StoredProcesses("c1", Id(1), Id(2));
        var (person, process) = (OfCandidate("c1"), RefreshBench.Event(Id(2)));

        var result = await bench.Refresh(SyncKind.Onboarding, person, process);

        Assert.Empty(result.Failed);
        Assert.Equal([Id(1), Id(2)], bench.Records.Processes.Order());
        Assert.Equal(1, bench.Jobvite.Requests);
        Assert.Equal([null, null], [bench.Records.Answered[person.Ids[0]], bench.Records.Answered[process.Ids[0]]]);
    }

    [Fact]
    public async Task An_event_of_a_candidate_waits_for_the_last_of_their_processes()
    {
        var bench = new RefreshBench(new PlayedJobvite { Processes = [Id(1)], Rejected = [Id(2)] });
        bench.StoredProcesses("c1", Id(1), Id(2));
        var person = OfCandidate("c1");

        var result = await bench.Refresh(SyncKind.Onboarding, person);

        Assert.Equal(person, Assert.Single(result.Failed).Key);
        Assert.Empty(bench.Records.Answered);
    }

    [Fact]
    public async Task A_candidate_without_a_stored_process_costs_no_request()
    {
        var bench = new RefreshBench(new PlayedJobvite());
        bench.StoredProcesses("c1", Id(1));
        var stranger = OfCandidate("c2");

        var result = await bench.Refresh(SyncKind.Onboarding, stranger);

        var (events, note) = Assert.Single(result.Pointless);
        Assert.Equal((0, stranger), (bench.Jobvite.Requests, events));
        Assert.Contains("the next sync reads all", note, StringComparison.Ordinal);
    }

    private static DueEvents OfCandidate(string id) => RefreshBench.Event(id) with { Kind = EventEntity.Candidate };

    private static string Id(int number) => number.ToString("x24", System.Globalization.CultureInfo.InvariantCulture);
}
