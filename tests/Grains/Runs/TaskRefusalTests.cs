using System.Runtime.CompilerServices;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.Grains.Tests.Runs;

/// <summary>Tasks that cannot be read, beside processes that can.</summary>
public sealed class TaskRefusalTests
{
    private static readonly JobviteException Refused =
        new(new JobviteFailure(FailureKind.Unauthorized, JobviteEndpoint.Onboarding, "Jobvite refused the credentials at the onboarding endpoint.", "Ask Jobvite."));

    private readonly List<string> _processes = [.. Enumerable.Range(0, 130).Select(i => $"{i:x24}")];
    private readonly List<TaskPageRequest> _asked = [];

    private Func<int, JobvitePage<JobviteTask>?> Instead { get; set; } = static _ => null;

    [Fact]
    public async Task Processes_that_are_gone_are_marked_though_tasks_are_refused_and_the_run_says_so()
    {
        await using var bench = await Bench();
        Assert.Equal(RunStatus.Success, (await bench.Run(SyncKind.Onboarding)).Status);
        _processes.RemoveRange(120, 10);
        Instead = _ => throw Refused;

        var run = await bench.Run(SyncKind.Onboarding);

        Assert.Equal(RunStatus.Partial, run.Status);
        Assert.StartsWith("Processes were read, but not all of their tasks. Jobvite refused the credentials", run.Error, StringComparison.Ordinal);
        Assert.Equal(120, await bench.Living(SyncKind.Onboarding));
        Assert.Equal(120, await Tasks(bench));
    }

    [Fact]
    public async Task A_refusal_between_good_pages_of_tasks_is_waited_for_and_then_costs_no_living_task()
    {
        await using var bench = await Bench();
        await bench.Run(SyncKind.Onboarding);
        _processes.RemoveAt(129);
        _asked.Clear();
        Instead = request => request == 1 ? null : throw Refused;

        var run = await bench.Run(SyncKind.Onboarding);

        Assert.Equal(RunStatus.Partial, run.Status);
        Assert.Contains("after 2 good pages", run.Error, StringComparison.Ordinal);
        Assert.Equal((129, 129), (await bench.Living(SyncKind.Onboarding), await Tasks(bench)));
        Assert.Equal(1 + 6, _asked.Count);
    }

    [Fact]
    public async Task Tasks_that_are_switched_off_while_they_are_read_are_read_no_further_and_none_is_marked()
    {
        await using var bench = await Bench();
        await bench.Run(SyncKind.Onboarding);
        _asked.Clear();
        Instead = request =>
        {
            bench.Change(settings => settings with { SyncTasks = false });
            return null;
        };

        var run = await bench.Run(SyncKind.Onboarding);

        Assert.Equal((RunStatus.Success, 0), (run.Status, run.Progress.Deleted));
        Assert.InRange(_asked.Count, 1, 2);
        Assert.Equal(130, await Tasks(bench));
    }

    [Fact]
    public async Task A_size_of_task_pages_that_works_goes_from_batch_to_batch_and_to_the_next_run()
    {
        await using var bench = await Bench();
        Instead = _ => new JobvitePage<JobviteTask>(0, 0, [], [], 0, PageOutcome.Last) { WorkingSize = 50 };
        await bench.Run(SyncKind.Onboarding);
        await bench.Run(SyncKind.Onboarding);
        Assert.Equal([(200, 200), (50, 200), (50, 200), (50, 200)], _asked.Select(request => (request.Count, request.LargestPage!.Value)));
    }

    private static async Task<long> Tasks(RunBench bench) =>
        (await bench.Reader.Count("acme", TestContext.Current.CancellationToken)).OnboardingTasks;

    private async Task<RunBench> Bench()
    {
        var bench = await RunBench.Create(new PlayedHttp());
        var client = Substitute.For<IJobviteClient>();
        client.ReadProcessPagesAsync(default!, default).ReturnsForAnyArgs(_ => Page(
            new JobvitePage<JobviteProcess>(0, _processes.Count, [.. _processes.Select(id => JobviteRecords.ParseProcess($$"""{"processId":"{{id}}"}"""))], [], _processes.Count, PageOutcome.Last)));
        client.ReadTaskPagesAsync(default!, default).ReturnsForAnyArgs(call => Answer(call.Arg<TaskPageRequest>()));
        bench.Client = client;
        return bench;
    }

    private async IAsyncEnumerable<JobvitePage<JobviteTask>> Answer(TaskPageRequest request)
    {
        await Task.Yield();
        _asked.Add(request);
        var tasks = request.ProcessIds.Select(id => JobviteRecords.ParseTask($$"""{"taskId":"t{{id}}","processId":"{{id}}"}""")).ToList();
        yield return Instead(_asked.Count) ?? new JobvitePage<JobviteTask>(0, tasks.Count, tasks, [], tasks.Count, PageOutcome.Last);
    }

    private static async IAsyncEnumerable<JobvitePage<T>> Page<T>(JobvitePage<T> page, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        yield return page;
    }
}
