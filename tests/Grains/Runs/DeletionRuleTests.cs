using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Runs;

public sealed class DeletionRuleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(21, 20)]
    [InlineData(1, 1)]
    [InlineData(1000, 300)]
    public void A_clean_up_is_believed(int live, int unseen) =>
        Assert.Null(DeletionRule.FindObjection(new UnseenCount(live, unseen), confirmed: null));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(21, 21)]
    [InlineData(1000, 301)]
    [InlineData(1000, 1000)]
    public void A_sudden_loss_deletes_nothing_and_says_why(int live, int unseen)
    {
        var objection = DeletionRule.FindObjection(new UnseenCount(live, unseen), confirmed: null);
        Assert.Contains($"Nothing was deleted: {unseen} of {live}", objection, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(900, 1000)]
    [InlineData(1000, 910)]
    [InlineData(320, 300)]
    public void A_person_can_confirm_it_and_a_little_more(int unseen, int confirmed) =>
        Assert.Null(DeletionRule.FindObjection(new UnseenCount(1000, unseen), confirmed));

    [Theory]
    [InlineData(1000, 880)]
    [InlineData(400, 350)]
    [InlineData(1000, 60)]
    public void A_confirmation_does_not_cover_far_more_than_was_withheld(int unseen, int confirmed)
    {
        var objection = DeletionRule.FindObjection(new UnseenCount(1000, unseen), confirmed);
        Assert.Contains($"far more than the {confirmed} that", objection, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_from_a_former_source_is_no_loss_of_this_one()
    {
        Assert.Null(DeletionRule.FindObjection(new UnseenCount(1000, 1000, 1000), confirmed: null));
        Assert.Null(DeletionRule.FindObjection(new UnseenCount(1000, 620, 600), confirmed: null));
        var objection = DeletionRule.FindObjection(new UnseenCount(1000, 800, 600), confirmed: null);
        Assert.Contains("Nothing was deleted of what this source had: 200 of 400", objection, StringComparison.Ordinal);
    }
}
