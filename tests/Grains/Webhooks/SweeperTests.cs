using Jobvite.Grains.Candidates;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Jobs;
using Jobvite.Grains.Onboarding;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Webhooks;

public sealed class SweeperTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryEventStore _events = new();
    private readonly IRunStore _runs = Substitute.For<IRunStore>();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly IHostApplicationLifetime _lifetime = Substitute.For<IHostApplicationLifetime>();
    private readonly CancellationTokenSource _started = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Sweeper _sweeper;
    private IReadOnlyList<ActiveRun> _unattended = [];

    public SweeperTests()
    {
        _lifetime.ApplicationStarted.Returns(_started.Token);
        _lifetime.ApplicationStopping.Returns(_stopping.Token);
        _runs.FindUnattended(default, default, default).ReturnsForAnyArgs(_ => _unattended);
        _sweeper = new Sweeper(
            _events, _runs, _grains, Options.Create(new WebhookOptions()), _lifetime, _time, new Random(1), NullLogger<Sweeper>.Instance);
    }

    [Fact]
    public async Task Whoever_has_due_events_is_told()
    {
        var candidates = Grain<ICandidatesGrain>("acme");
        var jobs = Grain<IJobsGrain>("other");
        _events.Due = [new DueInbox("acme", WebhookSource.Candidate), new DueInbox("other", WebhookSource.Job)];

        Assert.True(await _sweeper.Sweep(TestContext.Current.CancellationToken));

        await candidates.Received(1).Refresh();
        await jobs.Received(1).Refresh();
    }

    [Fact]
    public async Task A_run_that_nobody_executes_is_handed_to_its_grain()
    {
        var onboarding = Grain<IOnboardingGrain>("acme");
        var run = new ActiveRun("acme", Guid.NewGuid(), SyncKind.Onboarding);
        _unattended = [run];

        await _sweeper.Sweep(TestContext.Current.CancellationToken);

        await onboarding.Received(1).ResumeRun(run.RunId);
        await _runs.Received(1).FindUnattended(_time.GetUtcNow().AddSeconds(-30), Arg.Any<int>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_grain_in_trouble_does_not_keep_the_others_waiting()
    {
        var broken = Grain<IJobsGrain>("broken");
        broken.Refresh().Returns(Task.FromException(new TimeoutException()));
        var well = Grain<IJobsGrain>("well");
        _events.Due = [new DueInbox("broken", WebhookSource.Job), new DueInbox("not/a/company", WebhookSource.Job), new DueInbox("well", WebhookSource.Job)];

        Assert.True(await _sweeper.Sweep(TestContext.Current.CancellationToken));

        await well.Received(1).Refresh();
    }

    [Fact]
    public async Task Runs_are_looked_after_though_events_cannot_be_read()
    {
        var jobs = Grain<IJobsGrain>("acme");
        _events.Failure = _ => new StorageUnavailableException("The disk is full.");
        _unattended = [new ActiveRun("acme", Guid.NewGuid(), SyncKind.Jobs)];

        Assert.False(await _sweeper.Sweep(TestContext.Current.CancellationToken));

        await jobs.ReceivedWithAnyArgs(1).ResumeRun(default);
    }

    [Fact]
    public async Task Nobody_is_called_before_the_silo_has_started()
    {
        await _sweeper.StartAsync(TestContext.Current.CancellationToken);

        // The service runs on a thread of its own: only once it has asked whether the silo has started can it be seen to wait for that.
        await Wait.Until(() => _lifetime.ReceivedCalls().Any(call => call.GetMethodInfo().Name == $"get_{nameof(_lifetime.ApplicationStarted)}"));
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await _runs.DidNotReceiveWithAnyArgs().FindUnattended(default, default, TestContext.Current.CancellationToken);

        await _started.CancelAsync();
        await Looked(1);

        await _sweeper.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task It_goes_on_looking_after_any_failure()
    {
        var jobs = Grain<IJobsGrain>("acme");
        _events.Failure = _ => new InvalidOperationException("Something nobody thought of.");
        await _sweeper.StartAsync(TestContext.Current.CancellationToken);
        await _started.CancelAsync();
        await Looked(3);

        _events.Failure = _ => null;
        _events.Due = [new DueInbox("acme", WebhookSource.Job)];
        await Looked(4);

        await Wait.Until(() => jobs.ReceivedCalls().Any());
        await _sweeper.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(_sweeper.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task It_stops_with_the_silo_and_not_after_it()
    {
        await _sweeper.StartAsync(TestContext.Current.CancellationToken);
        await _started.CancelAsync();
        await Looked(1);

        await _stopping.CancelAsync();

        await _sweeper.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.True(_sweeper.ExecuteTask.IsCompletedSuccessfully);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _sweeper.Dispose();
        _started.Dispose();
    }

    /// <summary>Moves the clock until the sweeper has looked this many times.</summary>
    private Task Looked(int times) => Wait.Until(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return _runs.ReceivedCalls().Count() >= times;
    });

    private T Grain<T>(string companyId)
        where T : class, IKindGrain
    {
        var grain = Substitute.For<T>();
        _grains.GetGrain<T>($"company:{companyId}").Returns(grain);
        return grain;
    }
}
