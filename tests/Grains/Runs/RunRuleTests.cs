using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Runs;

public sealed class RunRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly KindHistory Healthy = new()
    {
        Kind = SyncKind.Candidates,
        LastCompleteStartedAt = Now.AddHours(-1),
        Watermark = Now.AddHours(-1),
        LastFullStartedAt = Now.AddHours(-5),
    };

    [Fact]
    public void An_incremental_run_starts_from_the_last_complete_one()
    {
        var run = RunRule.Decide(SyncKind.Candidates, new SyncRequest(), RunTrigger.Schedule, new SyncSettings(), Healthy, sourceSince: null, Now);
        Assert.Equal(SyncMode.Incremental, run.Mode);
        Assert.Equal(Now.AddHours(-1), run.ChangedSince);
    }

    [Fact]
    public void An_incremental_run_without_anything_to_start_from_becomes_full()
    {
        var run = RunRule.Decide(SyncKind.Candidates, new SyncRequest(SyncMode.Incremental), RunTrigger.Person, new SyncSettings(), history: null, sourceSince: null, Now);
        Assert.Equal(SyncMode.Full, run.Mode);
        Assert.Null(run.ChangedSince);
    }

    [Fact]
    public void A_person_may_ask_for_a_full_run_before_it_is_due()
    {
        var run = RunRule.Decide(SyncKind.Candidates, new SyncRequest(SyncMode.Full), RunTrigger.Person, new SyncSettings(), Healthy, sourceSince: null, Now);
        Assert.Equal(SyncMode.Full, run.Mode);
        Assert.Null(run.ChangedSince);
    }

    [Fact]
    public void Until_a_run_has_compared_everything_since_the_source_changed_its_records_are_set_apart()
    {
        var changed = Now.AddHours(-2);
        Assert.Equal(changed, Decide(Healthy, changed).SourceSince);
        Assert.Equal(changed, Decide(Healthy with { LastComparedStartedAt = Now.AddHours(-3) }, changed).SourceSince);
        Assert.Null(Decide(Healthy with { LastComparedStartedAt = Now.AddHours(-1) }, changed).SourceSince);
        Assert.Null(Decide(Healthy, sourceSince: null).SourceSince);

        static StartRun Decide(KindHistory history, DateTimeOffset? sourceSince) =>
            RunRule.Decide(SyncKind.Candidates, new SyncRequest(SyncMode.Full), RunTrigger.Schedule, new SyncSettings(), history, sourceSince, Now);
    }

    [Theory]
    [InlineData(RunTrigger.Person, SyncMode.Full, null, 60)]
    [InlineData(RunTrigger.Person, SyncMode.Full, 10, null)]
    [InlineData(RunTrigger.Person, SyncMode.Incremental, null, null)]
    [InlineData(RunTrigger.Schedule, SyncMode.Full, null, null)]
    public void A_full_run_by_hand_confirms_what_was_withheld(RunTrigger trigger, SyncMode mode, int? limit, int? confirms)
    {
        var history = Healthy with { Withheld = new WithheldDeletion(Guid.NewGuid(), Now.AddDays(-3), Missing: 60, Live: 100) };
        Assert.Equal(confirms, RunRule.Decide(SyncKind.Candidates, new SyncRequest(mode, limit), trigger, new SyncSettings(), history, sourceSince: null, Now).Confirms);
    }

    [Theory]
    [InlineData(100, 100, 100, 250, "Only 100 of 250")]
    [InlineData(100, 100, 100, null, "Only 100 of an unknown number")]
    [InlineData(100, 100, 100, 100, null)]
    [InlineData(100, 100, 80, 80, null)]
    [InlineData(5, 100, 5, 250, null)]
    [InlineData(5, null, 5, 250, null)]
    [InlineData(null, null, 250, 250, null)]
    public void A_run_that_the_settings_limit_stopped_says_so(int? limit, int? configured, int fetched, int? total, string? says)
    {
        var run = new RunCheckpoint
        {
            Run = new RunRef("acme", Guid.NewGuid(), 1),
            Kind = SyncKind.Candidates,
            Mode = SyncMode.Full,
            Trigger = RunTrigger.Schedule,
            StartedAt = Now,
            Limit = limit,
            Progress = new SyncProgress(),
        };
        var shortfall = RunRule.FindShortfall(run, new SyncSettings { CandidateSyncLimit = configured }, new SyncProgress { Fetched = fetched, Total = total });
        Assert.Equal(says is null, shortfall is null);
        Assert.Contains(says ?? "", shortfall ?? "", StringComparison.Ordinal);
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
        Assert.Equal(expected, RunRule.Decide(kind, new SyncRequest(null, asked), RunTrigger.Person, settings, Healthy, sourceSince: null, Now).Limit);
    }
}
