using System.Net;
using CsCheck;
using Jobvite.Grains.Silos;

namespace Jobvite.Grains.Tests.Silos;

public sealed class BalanceRuleTests
{
    private static SiloAddress Silo(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1000 + number), 1);

    [Theory]
    [InlineData("40,0,0,0", "10,10,10,10")]
    [InlineData("20,20,0,0", "10,10,10,10")]
    [InlineData("14,13,13", "14,13,13")]
    [InlineData("12,10,10,8", "12,10,10,8")]
    [InlineData("0,0", "0,0")]
    [InlineData("1,0,0,0", "1,0,0,0")]
    public void Companies_go_from_full_silos_to_empty_ones_and_small_differences_stay(string before, string after) =>
        Assert.Equal(after, string.Join(',', Settle([.. before.Split(',').Select(int.Parse)], draining: [])));

    [Fact]
    public void A_draining_silo_gives_everything_away_and_takes_nothing() => Assert.Equal([0, 6, 12, 12], Settle([6, 12, 12, 0], draining: [0]).Order());

    [Fact]
    public void When_all_drain_nothing_moves() => Assert.Equal([5, 4], Settle([5, 4], draining: [0, 1]));

    [Fact]
    public void Whatever_the_start_no_company_is_lost_and_no_silo_keeps_more_than_half_above_the_mean() =>
        Gen.Int[0, 500].Array[1, 8].Sample(before =>
        {
            var after = Settle(before, draining: []);
            Assert.Equal(before.Sum(), after.Sum());
            Assert.True(after.Max() <= Math.Max(1, Math.Ceiling(1.5 * before.Sum() / before.Length)), $"{string.Join(',', before)} → {string.Join(',', after)}");
        });

    /// <summary>Every silo decides on the same figures, three rounds long.</summary>
    private static int[] Settle(int[] companies, int[] draining)
    {
        for (var round = 0; round < 3; round++)
        {
            var loads = companies.Select((count, i) => (i, count)).ToDictionary(one => Silo(one.i), one => new SiloLoad(one.count, draining.Contains(one.i)));
            var moves = companies.Select((_, i) => BalanceRule.Moves(Silo(i), loads)).ToArray();
            for (var from = 0; from < moves.Length; from++)
            {
                foreach (var (to, count) in moves[from])
                {
                    companies[from] -= count;
                    companies[to.Endpoint.Port - 1000] += count;
                }
            }
        }

        return companies;
    }
}
