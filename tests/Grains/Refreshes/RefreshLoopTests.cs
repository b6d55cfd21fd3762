using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Connections;
using Jobvite.Storage;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Refreshes;

public sealed class RefreshLoopTests
{
    private static readonly BudgetLease Refused = new(Granted: false, TimeSpan.FromMinutes(10), BudgetWindow.Hour);

    private readonly FakeTimeProvider _time = new(RefreshBench.Now);
    private readonly IJobviteClient _jobvite = Substitute.For<IJobviteClient>();
    private readonly IEventStore _events = Substitute.For<IEventStore>();
    private readonly List<FailedEvent> _failed = [];
    private readonly List<Guid> _postponed = [];

    public RefreshLoopTests()
    {
        _events.MarkFailed("acme", Arg.Do<IReadOnlyList<FailedEvent>>(_failed.AddRange), Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);
        _events.Postpone("acme", Arg.Do<IReadOnlyList<Guid>>(_postponed.AddRange), Arg.Any<DateTimeOffset>(), Arg.Any<string>(), Arg.Any<CancellationToken>(), Arg.Any<DateTimeOffset?>()).Returns(Task.CompletedTask);
    }

    /// <summary>Otherwise a record that is always bad would be read again, first of all, whenever there are requests, and never be given up.</summary>
    [Fact]
    public async Task A_failure_counts_though_the_budget_ends_before_the_other_records_are_read()
    {
        var (bad, next) = (RefreshBench.Event("bad"), RefreshBench.Event("next"));
        Due(WebhookSource.Job, bad, next);
        _jobvite.GetJobAsync("bad", Arg.Any<CancellationToken>()).Returns(Task.FromException<JobviteJob?>(Rejection(JobviteEndpoint.Job)));
        _jobvite.GetJobAsync("next", Arg.Any<CancellationToken>()).Returns(Task.FromException<JobviteJob?>(new BudgetExhaustedException(Refused)));

        await Run(SyncKind.Jobs);

        Assert.Equal(bad.Ids[0], Assert.Single(_failed).Id);
        Assert.Equal([next.Ids[0]], _postponed);
    }

    [Fact]
    public async Task The_failure_of_a_process_counts_though_the_budget_ends_before_the_next_is_read()
    {
        var (good, bad, next) = (RefreshBench.Event("0123456789abcdef01234567"), RefreshBench.Event("bad"), RefreshBench.Event("next", attempts: 1));
        Due(WebhookSource.Onboarding, good, bad, next);
        var played = new PlayedJobvite();
        _jobvite.ReadProcessPagesAsync(Arg.Any<ProcessPageRequest>(), Arg.Any<CancellationToken>()).Returns(
            call => call.Arg<ProcessPageRequest>().Filters[0].Values switch
            {
                ["bad"] => throw Rejection(JobviteEndpoint.Onboarding),
                ["next"] => throw new BudgetExhaustedException(Refused),
                [var one] when one == good.EntityId => played.ReadProcessPagesAsync(call.Arg<ProcessPageRequest>(), call.Arg<CancellationToken>()),
                _ => throw Rejection(JobviteEndpoint.Onboarding),
            });

        await Run(SyncKind.Onboarding);

        Assert.Equal(bad.Ids[0], Assert.Single(_failed).Id);
        // The one that was answered is processed, which the store knows; postponing skips it.
        Assert.Equal([good.Ids[0], next.Ids[0]], _postponed);
    }

    /// <summary>Due once: a loop that goes on without having marked anything ends with the test's message and not never.</summary>
    private void Due(WebhookSource source, params IReadOnlyList<DueEvents> due) =>
        _events.ReadDue("acme", source, Arg.Any<DateTimeOffset>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(_ => due, _ => []);

    private async Task Run(SyncKind kind)
    {
        var connection = PlayedCompany.Connected with { Settings = new SyncSettings { SyncOnboarding = true } };
        var company = new PlayedCompany(() => connection, (_, _) => _jobvite, _time);
        using var loop = company.Loop(company.Source(kind, new MemoryRecords(), Substitute.For<IRecordReader>()), _events);
        await loop.RunOnce(TestContext.Current.CancellationToken);
    }

    private static JobviteException Rejection(JobviteEndpoint endpoint) =>
        new(new JobviteFailure(FailureKind.Rejected, endpoint, "Jobvite rejected the request.", "Look at the id."));
}
