using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Runs;

/// <summary>
/// Whoever changes the source ends the runs under way and tells the grains. Here neither happens: the process stood still meanwhile, or the
/// message was lost.
/// </summary>
public sealed class ChangedSourceTests
{
    private const string StartAgain = "The settings changed what is to be read; start the sync again.";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_run_sends_no_request_after_the_source_has_changed_and_says_no_success(int changesAt)
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 1200, Total = static _ => 1200 });
        await bench.Run(SyncKind.Candidates);
        var before = bench.Jobvite.Pages.Count;
        (bench.Jobvite.Size, bench.Jobvite.Total) = (1190, static _ => 1190);
        bench.Jobvite.Before = request =>
        {
            if (request == before + changesAt)
            {
                bench.ChangeSource();
            }
        };

        var run = await bench.Run(SyncKind.Candidates);

        Assert.Equal((RunStatus.Cancelled, StartAgain, 0), (run.Status, run.Error, run.Progress.Deleted));
        Assert.Equal(before + changesAt, bench.Jobvite.Pages.Count);
    }

    [Fact]
    public async Task A_run_that_was_decided_before_the_source_changed_and_begins_afterwards_reads_nothing()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 3, Total = static _ => 3 });
        await bench.Run(SyncKind.Jobs);
        var before = bench.Jobvite.Pages.Count;
        bench.ChangeSource();

        var run = await bench.Run(SyncKind.Jobs);

        Assert.Equal((RunStatus.Cancelled, StartAgain, before), (run.Status, run.Error, bench.Jobvite.Pages.Count));
    }

    [Fact]
    public async Task A_run_that_was_decided_afterwards_reads_the_new_source()
    {
        await using var bench = await RunBench.Create(new PlayedHttp { Size = 3, Total = static _ => 3 });
        await bench.Run(SyncKind.Jobs);
        bench.Time.Advance(TimeSpan.FromTicks(1_234_567));
        bench.ChangeSource();
        var changed = bench.Time.GetUtcNow();
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        var first = await bench.Execute(SyncKind.Jobs, await bench.Start(SyncKind.Jobs, sourceSince: changed));
        var second = await bench.Run(SyncKind.Jobs);

        Assert.Equal((RunStatus.Success, RunStatus.Success), (first.Status, second.Status));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(-2, -2, false)]
    [InlineData(-2, null, true)]
    [InlineData(-1, -2, true)]
    [InlineData(-4, null, false)]
    public void Only_a_run_that_knows_of_the_other_source_may_read_until_one_has_compared_everything(int? changed, int? known, bool isOutdated)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(4_567);
        var connection = Connections.PlayedCompany.Connected with { SourceSince = At(changed), ReadScopeSince = At(changed) };
        var run = new RunCheckpoint
        {
            Run = new RunRef("acme", Guid.NewGuid(), 1),
            Kind = SyncKind.Jobs,
            Mode = SyncMode.Full,
            Trigger = RunTrigger.Schedule,
            StartedAt = now,
            SourceSince = At(known) is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since.ToUnixTimeMilliseconds()) : null,
            Progress = new SyncProgress(),
        };
        var history = new KindHistory { Kind = SyncKind.Jobs, LastComparedStartedAt = now.AddHours(-3) };

        Assert.Equal(isOutdated ? StartAgain : null, RunRule.FindObstacle(run, connection, connection, isEnabled: true, history));

        DateTimeOffset? At(int? hours) => hours is { } h ? now.AddHours(h) : null;
    }
}
