using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Refreshes;

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
        Assert.Equal(Id(37), Assert.Single(result.Failed).Key);
        Assert.Equal((99, 99), (bench.Records.Processes.Count, bench.Records.Answered.Count));
        Assert.InRange(bench.Jobvite.Requests, 2, 17);
    }

    [Fact]
    public async Task An_id_of_another_shape_travels_apart()
    {
        var bench = new RefreshBench(new PlayedJobvite { Processes = [Id(1), Id(2)], Rejected = ["not-a-process"] });
        var result = await bench.Refresh(SyncKind.Onboarding, RefreshBench.Event(Id(1)), RefreshBench.Event("not-a-process"), RefreshBench.Event(Id(2)));
        Assert.Equal("not-a-process", Assert.Single(result.Failed).Key);
        Assert.Equal((2, 2), (bench.Jobvite.Requests, bench.Records.Processes.Count));
    }

    [Fact]
    public async Task One_that_failed_before_travels_apart()
    {
        var bench = new RefreshBench(new PlayedJobvite { Processes = [Id(1), Id(2)], Rejected = [Id(3)] });
        var result = await bench.Refresh(SyncKind.Onboarding, RefreshBench.Event(Id(1)), RefreshBench.Event(Id(3), attempts: 1), RefreshBench.Event(Id(2)));
        Assert.Equal(Id(3), Assert.Single(result.Failed).Key);
        Assert.Equal(2, bench.Jobvite.Requests);
    }

    [Fact]
    public async Task A_refusal_that_no_id_explains_does_not_spend_the_budget()
    {
        var all = Enumerable.Range(0, 100).Select(Id).ToList();
        var bench = new RefreshBench(new PlayedJobvite { Rejected = [.. all] });
        var result = await bench.Refresh(SyncKind.Onboarding, all.Select(id => RefreshBench.Event(id)).ToList());
        Assert.Equal(100, result.Failed.Count);
        Assert.InRange(bench.Jobvite.Requests, 1, 17);
    }

    private static string Id(int number) => number.ToString("x24", System.Globalization.CultureInfo.InvariantCulture);
}
