using CsCheck;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public sealed class RunCountingTests
{
    [Fact]
    public void Fetched_is_always_the_sum_of_what_became_of_the_records() =>
        Gen.Int[0, 50].Array[5].Array[1, 20].Sample(pages =>
        {
            var progress = pages.Aggregate(new SyncProgress(), (sum, n) => sum.Add(Page(n[3]), new UpsertCounts(n[0], n[1], n[2], n[4]), newIds: n[0]));
            return progress.Fetched == progress.Created + progress.Updated + progress.Unchanged + progress.Stale + progress.Failed && progress.Pages == pages.Length;
        });

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(8)]
    public void A_page_with_a_smaller_total_or_none_leaves_the_known_one(int? total)
    {
        var first = new SyncProgress().Add(Page(0) with { Total = 9 }, default, newIds: 0);

        Assert.Equal(9, first.Add(Page(0) with { Total = total }, default, newIds: 0).Total);
    }

    [Theory]
    [InlineData(RunStatus.Running, 3, false, RunPulse.Alive)]
    [InlineData(RunStatus.Running, 3, true, RunPulse.CancelRequested)]
    [InlineData(RunStatus.Running, 4, false, RunPulse.Lost)]
    [InlineData(RunStatus.Running, 4, true, RunPulse.Lost)]
    [InlineData(RunStatus.Cancelled, 3, true, RunPulse.Lost)]
    [InlineData(RunStatus.Success, 3, false, RunPulse.Lost)]
    public void A_holder_is_alive_while_the_run_is_and_is_its_own(RunStatus status, int epoch, bool cancel, RunPulse pulse) =>
        Assert.Equal(pulse, RunCounting.Pulse(status, epoch, cancel, epoch: 3));

    private static RunPage Page(int failures) => new()
    {
        Run = new RunRef("acme", Guid.Empty, 1),
        NextCursor = "",
        ReadAt = DateTimeOffset.UnixEpoch,
        Failures = [.. Enumerable.Repeat(new RecordFailure(null, "Broken."), failures)],
    };
}
