using CsCheck;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Webhooks;

public class RetryRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly WebhookOptions Defaults = new();

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(9, 2560)]
    public void The_wait_doubles(int failedAttempts, int seconds) =>
        Assert.Equal(Now.AddSeconds(seconds), RetryRule.NextAttempt(failedAttempts, Now, Defaults, random: 0));

    [Fact]
    public void The_tenth_failure_is_the_last() => Assert.Null(RetryRule.NextAttempt(10, Now, Defaults, random: 0));

    [Fact]
    public void The_failed_attempt_itself_is_counted()
    {
        var due = new DueEvents("c1", Attempts: 8, Now, [Guid.NewGuid(), Guid.NewGuid()], []);

        Assert.Equal(due.Ids.Select(id => new FailedEvent(id, "No.", Now.AddSeconds(2560))), RetryRule.Fail(due, "No.", Now, Defaults, () => 0));
        Assert.Equal(due.Ids.Select(id => new FailedEvent(id, "No.", null)), RetryRule.Fail(due with { Attempts = 9 }, "No.", Now, Defaults, () => 0));
    }

    [Theory]
    [InlineData(SyncKind.Candidates, 1, 10)]
    [InlineData(SyncKind.Candidates, 3, 40)]
    [InlineData(SyncKind.Candidates, 6, 300)]
    [InlineData(SyncKind.Candidates, 5000, 300)]
    [InlineData(SyncKind.Onboarding, 5000, 300)]
    [InlineData(SyncKind.Jobs, 5000, 900)]
    public void While_jobvite_is_away_the_pause_doubles_up_to_five_minutes_and_for_jobs_up_to_fifteen(SyncKind kind, int failed, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryRule.PauseBeforeProbe(failed, kind, asked: null, Defaults, random: 0));
        Assert.Equal(TimeSpan.FromSeconds(seconds) * 0.9, RetryRule.PauseBeforeProbe(failed, kind, asked: null, Defaults, random: 1));
    }

    [Theory]
    [InlineData(5, 10)]
    [InlineData(1200, 1200)]
    [InlineData(86_400, 3600)]
    public void What_jobvite_asks_for_counts_up_to_the_longest_wait(int asked, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), RetryRule.PauseBeforeProbe(1, SyncKind.Candidates, TimeSpan.FromSeconds(asked), Defaults, random: 0));

    [Fact]
    public void A_shorter_longest_wait_counts_for_probes_too() => Assert.Equal(
        TimeSpan.FromSeconds(30),
        RetryRule.PauseBeforeProbe(9, SyncKind.Jobs, asked: null, new WebhookOptions { MaxRetry = TimeSpan.FromSeconds(30) }, random: 0));

    [Fact]
    public void Every_wait_is_between_half_and_all_of_its_bound() =>
        Gen.Select(Gen.Int[1, 99], Gen.Int[1, 3600], Gen.Int[1, 86_400], Gen.Double[0, 1]).Sample((failed, first, most, random) =>
        {
            var options = new WebhookOptions { MaxAttempts = 100, FirstRetry = TimeSpan.FromSeconds(first), MaxRetry = TimeSpan.FromSeconds(most) };
            var bound = Math.Min(first * Math.Pow(2, failed - 1), most);

            var wait = RetryRule.NextAttempt(failed, Now, options, random) - Now;

            Assert.NotNull(wait);
            Assert.InRange(wait.Value.TotalSeconds, (bound / 2) - 0.001, bound + 0.001);
        });
}
