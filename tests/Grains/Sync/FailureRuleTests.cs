using Jobvite.Client;
using Jobvite.Grains.Sync;

namespace Jobvite.Grains.Tests.Sync;

public sealed class FailureRuleTests
{
    [Theory]
    [InlineData(FailureKind.Unauthorized)]
    [InlineData(FailureKind.WrongPlace)]
    [InlineData(FailureKind.Rejected)]
    [InlineData(FailureKind.NotFound)]
    public void What_will_not_pass_ends_the_run_at_once(FailureKind kind) =>
        Assert.Null(FailureRule.WaitBeforeRetry(Failure(kind), attempt: 1));

    [Fact]
    public void An_outage_is_sat_out_with_growing_patience()
    {
        var waits = Enumerable.Range(1, FailureRule.MaxAttempts - 1).Select(a => FailureRule.WaitBeforeRetry(Failure(FailureKind.Unavailable), a)!.Value).ToList();
        Assert.Equal(waits.Order(), waits);
        Assert.True(waits.Sum(w => w.TotalMinutes) > 5);
        Assert.Null(FailureRule.WaitBeforeRetry(Failure(FailureKind.Unavailable), FailureRule.MaxAttempts));
    }

    [Fact]
    public void Jobvites_own_wait_is_honoured()
    {
        var asked = Failure(FailureKind.Unavailable) with { RetryAfter = TimeSpan.FromMinutes(4) };
        Assert.Equal(TimeSpan.FromMinutes(4), FailureRule.WaitBeforeRetry(asked, attempt: 1));
    }

    [Fact]
    public void A_page_that_stays_malformed_is_given_up_soon()
    {
        Assert.NotNull(FailureRule.WaitBeforeRetry(Failure(FailureKind.Malformed), 2));
        Assert.Null(FailureRule.WaitBeforeRetry(Failure(FailureKind.Malformed), 3));
    }

    private static JobviteFailure Failure(FailureKind kind) => new(kind, JobviteEndpoint.Candidate, "What happened.", "What to do.");

    [Fact]
    public void Only_trouble_that_passes_leaves_a_run_under_way()
    {
        Assert.True(FailureRule.PassesByItself(new Jobvite.Storage.StorageUnavailableException("The disk is full.")));
        Assert.True(FailureRule.PassesByItself(new TimeoutException()));
        Assert.False(FailureRule.PassesByItself(new System.Text.Json.JsonException()));
        Assert.False(FailureRule.PassesByItself(new InvalidOperationException()));
    }
}
