using CsCheck;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Budget;

public class BudgetPolicyTests
{
    public static readonly BudgetWindow[] Counted = [BudgetWindow.Minute, BudgetWindow.Hour, BudgetWindow.CandidateDay, BudgetWindow.RequisitionDay];

    [Theory]
    [InlineData(BudgetWindow.Minute, 15, new[] { 15, 14, 13, 13, 7, 13 })]
    [InlineData(BudgetWindow.Hour, 850, new[] { 850, 824, 790, 748, 425, 748 })]
    [InlineData(BudgetWindow.RequisitionDay, 500, new[] { 500, 490, 450, 400, 250, 400 })]
    public void The_last_share_of_a_scarce_window_is_kept_for_those_who_go_first(BudgetWindow window, int limit, int[] ceilings) =>
        Assert.Equal(ceilings, Enum.GetValues<BudgetPriority>().Select(p => BudgetPolicy.CeilingOf(window, p, limit)));

    [Fact]
    public void A_lower_priority_never_gets_a_larger_share() =>
        Gen.Select(Gen.Int[0, Counted.Length - 1].Select(i => Counted[i]), Gen.Int[1, 10_000_000]).Sample((window, limit) =>
        {
            // Trials are bounded by a share of their own.
            var ceilings = Enum.GetValues<BudgetPriority>().Except([BudgetPriority.Trial]).Select(p => BudgetPolicy.CeilingOf(window, p, limit)).ToList();

            Assert.Equal(ceilings.OrderDescending(), ceilings);
            Assert.Equal(limit, ceilings[0]);
            Assert.All(ceilings, ceiling => Assert.InRange(ceiling, 1, limit));
        });
}
