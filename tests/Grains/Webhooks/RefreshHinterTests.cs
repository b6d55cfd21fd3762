using Jobvite.Grains.Candidates;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Jobs;
using Jobvite.Grains.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.Grains.Tests.Webhooks;

public class RefreshHinterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly ICandidatesGrain _candidates = Substitute.For<ICandidatesGrain>();
    private readonly IJobsGrain _jobs = Substitute.For<IJobsGrain>();
    private readonly RefreshHinter _hinter;

    public RefreshHinterTests()
    {
        _grains.GetGrain<ICandidatesGrain>("company:acme").Returns(_candidates);
        _grains.GetGrain<IJobsGrain>("company:acme").Returns(_jobs);
        _hinter = new RefreshHinter("acme", _grains, _time, NullLogger.Instance);
    }

    [Fact]
    public void The_first_event_is_hinted_at_once()
    {
        _hinter.Hint(SyncKind.Candidates);

        _candidates.Received(1).Refresh();
    }

    [Fact]
    public async Task A_burst_costs_two_hints_and_the_last_event_is_among_them()
    {
        for (var i = 0; i < 100; i++)
        {
            _hinter.Hint(SyncKind.Candidates);
        }

        await _candidates.Received(1).Refresh();
        _time.Advance(RefreshHinter.Gap);
        await Wait.Until(() => _candidates.ReceivedCalls().Count() == 2);
        _time.Advance(RefreshHinter.Gap);
        _time.Advance(RefreshHinter.Gap);
        await _candidates.Received(2).Refresh();
    }

    [Fact]
    public async Task A_lone_event_is_hinted_once_and_the_next_at_once_again()
    {
        _hinter.Hint(SyncKind.Candidates);
        _time.Advance(RefreshHinter.Gap);
        await _candidates.Received(1).Refresh();

        _hinter.Hint(SyncKind.Candidates);

        await Wait.Until(() => _candidates.ReceivedCalls().Count() == 2);
    }

    [Fact]
    public async Task A_lost_hint_does_not_stop_the_next()
    {
        _jobs.Refresh().Throws(new TimeoutException());
        _hinter.Hint(SyncKind.Jobs);
        _hinter.Hint(SyncKind.Jobs);

        await _jobs.Received(2).Refresh();
    }
}
