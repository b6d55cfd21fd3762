using Jobvite.Grains.Interfaces;
using Jobvite.Standalone.Demo;

namespace Jobvite.Standalone.Tests;

public sealed class RunLinesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_line_shows_all_runs() => Assert.Equal(
        "Syncing: jobs 200 of 200 done, candidates 1,500 of 2,200, onboarding 0",
        RunLines.Line(
        [
            Run(SyncKind.Jobs, RunStatus.Success, new SyncProgress { Fetched = 200, Total = 200 }),
            Run(SyncKind.Candidates, RunStatus.Running, new SyncProgress { Fetched = 1500, Total = 2200 }),
            Run(SyncKind.Onboarding, RunStatus.Queued, new SyncProgress()),
        ]));

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void A_total_that_cannot_be_true_is_not_shown(int total) => Assert.Equal(
        "Syncing: jobs 200",
        RunLines.Line([Run(SyncKind.Jobs, RunStatus.Running, new SyncProgress { Fetched = 200, Total = total })]));

    [Fact]
    public void A_summary_counts_what_was_done()
    {
        var run = Run(SyncKind.Candidates, RunStatus.Success, new SyncProgress { Fetched = 2200, Created = 2200 }) with { FinishedAt = Start.AddSeconds(3.21) };

        Assert.Equal("  candidates    2,200 read: 2,200 created, 0 updated, 0 unchanged (3.2 s)", RunLines.Summary(run));
    }

    [Fact]
    public void A_summary_says_what_went_wrong()
    {
        var run = Run(SyncKind.Jobs, RunStatus.Partial, new SyncProgress { Fetched = 2, Created = 1, Failed = 1 }) with { Error = "One record could not be read." };

        Assert.EndsWith("0 deleted, 1 failed - Partial: One record could not be read.", RunLines.Summary(run), StringComparison.Ordinal);
    }

    private static SyncRun Run(SyncKind kind, RunStatus status, SyncProgress progress) => new()
    {
        RunId = Guid.Empty,
        Kind = kind,
        Mode = SyncMode.Full,
        Status = status,
        Trigger = RunTrigger.Person,
        StartedAt = Start,
        Progress = progress,
    };
}
