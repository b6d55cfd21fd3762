using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Health;

public sealed class AnnouncedRuleTests
{
    [Fact]
    public void It_says_how_many_changes_were_announced_how_soon_and_how_many_never_came()
    {
        var announced = AnnouncedRule.Of([Count(SyncKind.Jobs, 10, 1, 0, 10), Count(SyncKind.Candidates, 993, 30, 0, 0, 0, 993)])!;

        Assert.Equal((1003, 31, 97), (announced.Announced, announced.Missed, announced.Percent));
        Assert.Equal("Jobvite announced 97 % of last week's changes; median 3 s; 31 never came.", announced.Summary);
    }

    [Fact]
    public void One_of_a_thousand_that_never_came_is_no_100_percent() =>
        Assert.Equal((99, "Jobvite announced 99 % of last week's changes; 1 never came."), AnnouncedRule.Of([Count(SyncKind.Jobs, 999, 1, 0)]) is { } all ? (all.Percent, all.Summary) : default);

    [Fact]
    public void When_all_came_nothing_is_said_of_those_that_did_not() =>
        Assert.Equal("Jobvite announced 100 % of last week's changes; median under 1 s.", AnnouncedRule.Of([Count(SyncKind.Jobs, 3, 0, 0, 3)])!.Summary);

    [Fact]
    public void A_kind_without_webhooks_is_named_and_not_counted()
    {
        var announced = AnnouncedRule.Of([Count(SyncKind.Jobs, 0, 0, 7), Count(SyncKind.Candidates, 1, 0, 0)])!;

        Assert.Equal((100, SyncKind.Jobs), (announced.Percent, announced.NoWebhooks.Single()));
        Assert.EndsWith("No webhooks arrive for jobs: changes come with the next run.", announced.Summary, StringComparison.Ordinal);
        Assert.Equal("No webhooks arrive for jobs: changes come with the next run.", AnnouncedRule.Of([Count(SyncKind.Jobs, 0, 0, 7)])!.Summary);
    }

    [Fact]
    public void Without_changes_nothing_is_said() => Assert.Null(AnnouncedRule.Of([]));

    [Theory]
    [InlineData(new long[] { 0, 0, 10 }, 4)]
    [InlineData(new long[] { 0, 0, 0, 0, 0, 0, 10 }, 180)]
    [InlineData(new long[] { 0, 0, 0, 0, 0, 0, 0, 0, 10 }, 1800)]
    [InlineData(new long[] { 5, 5 }, 1)]
    public void The_median_lies_in_the_span_that_has_the_middle_one(long[] waits, int seconds) =>
        Assert.Equal(seconds, AnnouncedRule.Of([Count(SyncKind.Jobs, 10, 0, 0, waits)])!.MedianSeconds);

    private static AnnouncedCount Count(SyncKind kind, long announced, long missed, long unheard, params long[] waits) =>
        new(kind, announced, missed, unheard, [.. waits, .. new long[AnnouncedBounds.Count - waits.Length]]);
}
