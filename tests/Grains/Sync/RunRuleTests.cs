using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Sync;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Sync;

public sealed class RunRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly KindHistory Healthy = new()
    {
        Kind = SyncKind.Candidates,
        LastCompleteStartedAt = Now.AddHours(-1),
        LastFullStartedAt = Now.AddHours(-5),
    };

    [Fact]
    public void An_incremental_run_starts_from_the_last_complete_one()
    {
        var run = RunRule.Decide(SyncKind.Candidates, new SyncRequest(), RunTrigger.Schedule, new SyncSettings(), Healthy, Now);
        Assert.Equal(SyncMode.Incremental, run.Mode);
        Assert.Equal(Now.AddHours(-1), run.ChangedSince);
    }

    [Fact]
    public void An_incremental_run_without_anything_to_start_from_becomes_full()
    {
        var run = RunRule.Decide(SyncKind.Candidates, new SyncRequest(SyncMode.Incremental), RunTrigger.Person, new SyncSettings(), history: null, Now);
        Assert.Equal(SyncMode.Full, run.Mode);
        Assert.Null(run.ChangedSince);
    }

    [Fact]
    public void A_person_may_ask_for_a_full_run_before_it_is_due()
    {
        var run = RunRule.Decide(SyncKind.Candidates, new SyncRequest(SyncMode.Full), RunTrigger.Person, new SyncSettings(), Healthy, Now);
        Assert.Equal(SyncMode.Full, run.Mode);
        Assert.Null(run.ChangedSince);
    }

    [Theory]
    [InlineData(SyncKind.Candidates, null, null, null)]
    [InlineData(SyncKind.Candidates, 10, null, 10)]
    [InlineData(SyncKind.Candidates, null, 30, 30)]
    [InlineData(SyncKind.Candidates, 10, 30, 10)]
    [InlineData(SyncKind.Candidates, 50, 30, 30)]
    [InlineData(SyncKind.Jobs, null, 30, null)]
    public void The_smaller_limit_counts_and_the_settings_limit_only_candidates(SyncKind kind, int? asked, int? configured, int? expected)
    {
        var settings = new SyncSettings { CandidateSyncLimit = configured };
        Assert.Equal(expected, RunRule.Decide(kind, new SyncRequest(null, asked), RunTrigger.Person, settings, Healthy, Now).Limit);
    }
}
