using CsCheck;
using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Endpoints;

public sealed class DeliveryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeliveryAttempt Success = new() { At = Now, Status = 200, Milliseconds = 1 };
    private static readonly DeliveryAttempt Failure = new() { At = Now, Status = 500, Milliseconds = 1, Error = "The answer was 500." };

    [Fact]
    public void A_delivery_is_tried_ten_times_within_the_bounds_of_the_contract()
    {
        double[] seconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
        Assert.Equal(10, DeliverySchedule.MostAttempts);
        for (var failed = 1; failed < DeliverySchedule.MostAttempts; failed++)
        {
            var wait = seconds[failed - 1];
            Assert.Equal(wait * 0.9, DeliverySchedule.Wait(failed, null, 0)!.Value.TotalSeconds, 3);
            Assert.Equal(wait * 1.1, DeliverySchedule.Wait(failed, null, 1)!.Value.TotalSeconds, 3);
        }

        Assert.Null(DeliverySchedule.Wait(10, TimeSpan.FromHours(1), 0.5));
    }

    [Fact]
    public void What_a_receiver_asks_for_is_obeyed_up_to_a_day() => Gen.Select(Gen.Int[1, 9], Gen.Long[0, 1_000_000], Gen.Double[0, 1]).Sample((failed, asked, chance) =>
    {
        var own = DeliverySchedule.Wait(failed, null, chance)!.Value;
        var wait = DeliverySchedule.Wait(failed, TimeSpan.FromSeconds(asked), chance)!.Value;
        return wait >= own && wait >= TimeSpan.FromSeconds(Math.Min(asked, 86_400)) && (wait == own || wait <= TimeSpan.FromDays(1));
    });

    [Fact]
    public void A_time_far_ahead_was_planned_by_a_wrong_clock()
    {
        Assert.True(DeliverySchedule.IsDue(Now, Now));
        Assert.False(DeliverySchedule.IsDue(Now.AddHours(26), Now));
        Assert.True(DeliverySchedule.IsDue(Now.AddDays(30), Now));
    }

    [Fact]
    public void After_five_failures_in_a_row_one_change_a_minute_is_tried_until_a_success()
    {
        var standing = new EndpointStanding { LastSuccessAt = Now };
        Assert.Equal((500, 8), (PauseRule.MayRead(standing, 0, Now), PauseRule.AtOnce(standing)));
        for (var i = 0; i < 5; i++)
        {
            Assert.False(PauseRule.Pauses(standing));
            standing = PauseRule.After(standing, Failure, Now);
        }

        Assert.Equal((0, 1), (PauseRule.MayRead(standing, 0, Now), PauseRule.AtOnce(standing)));
        Assert.Equal(1, PauseRule.MayRead(standing, 0, Now.AddMinutes(1)));

        // A retry that fails meanwhile does not put the next new change off.
        Assert.Equal(standing.ProbeAt, PauseRule.After(standing, Failure, Now.AddSeconds(30)).ProbeAt);
        Assert.Equal(500, PauseRule.MayRead(PauseRule.After(standing, Success, Now), 0, Now));
    }

    [Fact]
    public void No_more_than_a_thousand_wait_as_rows() => Gen.Select(Gen.Int[0, 3_000], Gen.Int[0, 9]).Sample((waiting, failures) =>
        PauseRule.MayRead(new EndpointStanding { Failures = failures }, waiting, Now) is var room && room >= 0 && (room == 0 || waiting + room <= PauseRule.MostWaiting));

    [Fact]
    public void Five_days_without_a_success_and_a_410_disable()
    {
        var failing = new EndpointStanding { FailingSince = Now.AddDays(-5), Failures = 10 };
        Assert.NotNull(DisableRule.Reason(failing, Failure, Now));
        Assert.Null(DisableRule.Reason(failing, Failure, Now.AddSeconds(-1)));
        Assert.Null(DisableRule.Reason(failing, Success, Now));
        Assert.NotNull(DisableRule.Reason(new EndpointStanding(), Failure with { Status = 410 }, Now));

        // A clock that jumped ahead by a week after one failure.
        Assert.Null(DisableRule.Reason(new EndpointStanding { FailingSince = Now.AddDays(-7), Failures = 2 }, Failure, Now));
    }

    /// <summary>Whatever fails when: what a receiver gets of a record is in the order of the feed, everything comes, and nothing else.</summary>
    [Fact]
    public void A_record_keeps_its_order_under_random_failures() => Gen.Select(Gen.Int[1, 4], Gen.Int[0, 60], Gen.Int[1, 8], Gen.Int[0, int.MaxValue]).Sample((records, changes, atOnce, seed) =>
    {
        var random = new Random(seed);
        var items = Enumerable.Range(1, changes).Select(position => Item(position, random.Next(records + 1))).ToList();
        List<(string? Record, long Position)> arrived = [];
        var line = new WaitingLine([]);
        var (read, rounds) = (0, 0);
        while (read < items.Count || line.Count > 0)
        {
            Assert.True(++rounds < 5_000);
            var due = line.Due(Now, limit: 20);
            var isAgain = due.Count > 0;
            List<RoundItem> batch = isAgain
                ? [.. due.Select(row => new RoundItem(items[(int)row.Position - 1], row.RecordKey, row, []))]
                : [.. items.Skip(read).Take(random.Next(1, 15)).Select(item => new RoundItem(item, DeliveryWork.RecordKeyOf(item.Item), null, []))];
            var over = random.Next(20);
            var outcomes = new Dictionary<long, DeliveryRow>();
            var round = new DeliveryRound(batch, isAgain ? [] : line.Records(), Send, Settle, () => over-- == 0);
            round.Run(atOnce).GetAwaiter().GetResult();
            foreach (var item in batch.Take(round.Taken).Where(item => item.Result is null && item.Row is null))
            {
                line.Set(DeliveryWork.RowOf(item.Placed));
            }

            foreach (var row in outcomes.Values)
            {
                line.Set(row);
            }

            line.Release(Now);
            read += isAgain ? 0 : round.Taken;

            async Task<SendResult?> Send(RoundItem item)
            {
                await Task.Yield();
                lock (random)
                {
                    if (random.Next(10) == 0)
                    {
                        return null;
                    }

                    var result = new SendResult(random.Next(3) == 0 ? Failure : Success, null);
                    if (result.Attempt.Succeeded)
                    {
                        arrived.Add((DeliveryWork.RecordKeyOf(item.Placed.Item), item.Placed.Position));
                    }

                    return result;
                }
            }

            bool Settle(RoundItem item, SendResult result)
            {
                var row = item.Row ?? DeliveryWork.RowOf(item.Placed);
                outcomes[row.Position] = row with { Status = result.Attempt.Succeeded ? DeliveryStatus.Delivered : DeliveryStatus.Retrying, NextAttemptAt = Now };
                return result.Attempt.Succeeded;
            }
        }

        Assert.Equal(items.Select(item => item.Position), arrived.Select(one => one.Position).Order());
        Assert.All(arrived.Where(one => one.Record is not null).GroupBy(one => one.Record), record => Assert.Equal(record.Select(one => one.Position).Order(), record.Select(one => one.Position)));
    });

    private static PlacedItem Item(long position, int record) => new(position, new FeedItem
    {
        Id = Guid.NewGuid(),
        Cursor = "",
        Type = record == 0 ? FeedTypes.RunFinished : "job.updated",
        RecordId = record == 0 ? null : $"j{record}",
        At = Now,
    });
}
