using Jobvite.Grains.Sync;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Sync;

public sealed class DeletionRuleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(21, 20)]
    [InlineData(1, 1)]
    [InlineData(1000, 300)]
    public void A_clean_up_is_believed(int live, int unseen) =>
        Assert.Null(DeletionRule.FindObjection(new UnseenCount(live, unseen), confirmed: false));

    [Theory]
    [InlineData(2, 2)]
    [InlineData(21, 21)]
    [InlineData(1000, 301)]
    [InlineData(1000, 1000)]
    public void A_sudden_loss_deletes_nothing_and_says_why(int live, int unseen)
    {
        var objection = DeletionRule.FindObjection(new UnseenCount(live, unseen), confirmed: false);
        Assert.Contains($"{unseen} of {live}", objection, StringComparison.Ordinal);
        Assert.True(DeletionRule.WasWithheld(objection));
    }

    [Fact]
    public void A_person_can_confirm_it() =>
        Assert.Null(DeletionRule.FindObjection(new UnseenCount(1000, 1000), confirmed: true));

    [Fact]
    public void Other_errors_are_not_taken_for_an_objection()
    {
        Assert.False(DeletionRule.WasWithheld(null));
        Assert.False(DeletionRule.WasWithheld("3 records could not be read; see failures."));
    }
}
