using Jobvite.Client;
using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Tests.Runs;

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

    [Theory]
    [InlineData(FailureKind.Unauthorized, "refusal of the credentials")]
    [InlineData(FailureKind.WrongPlace, "a web page or a redirect instead of data")]
    [InlineData(FailureKind.NotFound, "not found")]
    public void Between_good_pages_a_strange_answer_is_waited_for_and_named_as_a_passing_fault(FailureKind kind, string what)
    {
        Assert.NotNull(FailureRule.WaitBeforeRetry(Failure(kind), attempt: 1, goodPages: 3));
        Assert.Null(FailureRule.WaitBeforeRetry(Failure(kind), FailureRule.MaxAttempts, goodPages: 3));

        var error = FailureRule.Describe(Failure(kind), goodPages: 3);
        Assert.StartsWith("Jobvite answered page 4 with", error, StringComparison.Ordinal);
        Assert.Contains(what, error, StringComparison.Ordinal);
        Assert.Contains("after 3 good pages", error, StringComparison.Ordinal);
        Assert.DoesNotContain("What to do.", error, StringComparison.Ordinal);
        Assert.Equal("What happened. What to do.", FailureRule.Describe(Failure(kind), goodPages: 0));
    }

    [Fact]
    public void A_rejected_request_is_not_repeated_even_between_good_pages() =>
        Assert.Null(FailureRule.WaitBeforeRetry(Failure(FailureKind.Rejected), attempt: 1, goodPages: 3));

    [Fact]
    public void An_answer_that_is_too_large_in_any_size_is_not_asked_for_again() =>
        Assert.Null(FailureRule.WaitBeforeRetry(Failure(FailureKind.Malformed) with { TooLarge = true }, attempt: 1, goodPages: 3));

    [Fact]
    public void While_a_run_waits_it_says_for_what_and_until_when()
    {
        var next = new DateTimeOffset(2026, 3, 1, 12, 0, 15, TimeSpan.Zero);
        Assert.Equal(
            "What happened. The run waits and tries again at 12:00:15 UTC (attempt 3 of 6).",
            FailureRule.DescribeWaiting(Failure(FailureKind.Unavailable), attempt: 2, goodPages: 0, next));
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
