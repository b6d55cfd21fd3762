using Jobvite.Grains.Candidates;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Jobs;
using Jobvite.Grains.Onboarding;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Runs;

public sealed class RunStarterTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly IRunStore _runs = Substitute.For<IRunStore>();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly RunStarter _starter;

    public RunStarterTests()
    {
        _runs.GetHistory("acme", Arg.Any<CancellationToken>()).Returns([]);
        _grains.GetGrain<IJobsGrain>(Arg.Any<string>()).Returns(Substitute.For<IJobsGrain>());
        _grains.GetGrain<ICandidatesGrain>(Arg.Any<string>()).Returns(Substitute.For<ICandidatesGrain>());
        _starter = new RunStarter(_runs, _grains, new AuditTrail(Substitute.For<IAuditLog>(), _time), _time, NullLogger<RunStarter>.Instance);
    }

    [Fact]
    public async Task A_tick_reads_the_history_once_and_wakes_only_what_is_switched_on()
    {
        var company = new CompanyState { Settings = StoredSyncSettings.From(new SyncSettings { SyncJobs = false, SyncOnboarding = false }) };

        await _starter.StartDue("acme", company);

        await _runs.Received(1).GetHistory("acme", Arg.Any<CancellationToken>());
        _grains.Received(1).GetGrain<ICandidatesGrain>(Arg.Any<string>());
        _grains.DidNotReceive().GetGrain<IJobsGrain>(Arg.Any<string>());
        _grains.DidNotReceive().GetGrain<IOnboardingGrain>(Arg.Any<string>());
    }

    [Fact]
    public async Task One_kind_in_trouble_does_not_keep_the_others_from_starting()
    {
        _grains.GetGrain<IJobsGrain>(Arg.Any<string>()).Returns(_ => throw new TimeoutException());

        await _starter.StartDue("acme", new CompanyState());

        _grains.Received(1).GetGrain<ICandidatesGrain>(Arg.Any<string>());
    }
}
