using Jobvite.Grains.Interfaces;

namespace Jobvite.Cluster.Tests.Silos;

public sealed class BudgetTests(MeteredSilos silos) : IClassFixture<MeteredSilos>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Fifty_callers_on_three_silos_never_exceed_a_limit_in_any_window_wherever_it_begins()
    {
        var record = new Dictionary<long, int>();
        var leases = new List<Task<BudgetLease>>();

        // Steps that put the ends of windows everywhere, and more than an hour in all.
        var steps = new[] { 3, 7, 20, 31, 1, 17, 45, 400 };
        for (var round = 0; round < 72; round++)
        {
            var calls = silos.LeaseAll("slid", callers: 50, BudgetClass.Other);
            leases.AddRange(calls);

            // Who may be served within eight seconds waits; the next round moves the clock for him.
            await Task.WhenAny(Task.WhenAll(calls), Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
            foreach (var (at, count) in await silos.Record("slid"))
            {
                record[at] = Math.Max(count, record.GetValueOrDefault(at));
            }

            silos.Time.Advance(TimeSpan.FromSeconds(steps[round % steps.Length]));
        }

        var answers = await Task.WhenAll(leases);
        foreach (var (at, count) in await silos.Record("slid"))
        {
            record[at] = Math.Max(count, record.GetValueOrDefault(at));
        }

        var times = record.OrderBy(entry => entry.Key).SelectMany(entry => Enumerable.Repeat(entry.Key, entry.Value)).ToArray();
        Assert.Equal(answers.Count(lease => lease.Granted), times.Length);
        Assert.InRange(times.Length, MeteredSilos.PerHour + 1, 3 * MeteredSilos.PerHour);
        Assert.Equal(MeteredSilos.PerMinute, MostWithin(times, TimeSpan.FromMinutes(1)));
        Assert.Equal(MeteredSilos.PerHour, MostWithin(times, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_person_on_any_silo_goes_before_every_sync()
    {
        await silos.Budget("ranked").ReportThrottled(TimeSpan.FromSeconds(6));
        var syncs = silos.LeaseAll("ranked", callers: 20, BudgetClass.Other, BudgetPriority.Full);
        await Until(async () => (await silos.Budget("ranked").GetUsage()).Waiting == 20);
        var persons = silos.LeaseAll("ranked", callers: 5, BudgetClass.Other);
        await Until(async () => (await silos.Budget("ranked").GetUsage()).Waiting == 25);

        silos.Time.Advance(TimeSpan.FromSeconds(7));
        await silos.Budget("ranked").ReportThrottled(TimeSpan.Zero);

        Assert.All(await Task.WhenAll(persons), lease => Assert.True(lease.Granted));

        // 87 % of 12 are 10, of which the persons took 5.
        Assert.Equal(5, (await Task.WhenAll(syncs)).Count(lease => lease.Granted));
    }

    [Theory]
    [InlineData(23)] // clocks go forward
    [InlineData(25)] // clocks go back
    public async Task A_days_count_survives_a_restart_of_all_silos_and_ends_at_Pacific_midnight(int hours)
    {
        var company = $"daily-{hours}";
        var (start, midnight) = NextDayOf(hours);
        await silos.Restart(at: start.AddMinutes(30));
        Assert.Equal(12, (await Task.WhenAll(silos.LeaseAll(company, 12, BudgetClass.Candidate))).Count(lease => lease.Granted));
        silos.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(8, (await Task.WhenAll(silos.LeaseAll(company, 12, BudgetClass.Candidate))).Count(lease => lease.Granted));

        await silos.Restart(at: midnight.AddMinutes(-10));

        var refused = await Task.WhenAll(silos.LeaseAll(company, 3, BudgetClass.Candidate));
        Assert.All(refused, lease => Assert.Equal((false, BudgetWindow.CandidateDay), (lease.Granted, lease.Exhausted)));
        Assert.All(refused, lease => Assert.InRange(lease.RetryAfter, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)));
        Assert.All(await Task.WhenAll(silos.LeaseAll(company, 3, BudgetClass.Other)), lease => Assert.True(lease.Granted));
        silos.Time.Set(midnight);
        Assert.All(await Task.WhenAll(silos.LeaseAll(company, 3, BudgetClass.Candidate)), lease => Assert.True(lease.Granted));
    }

    [Fact]
    public async Task A_silo_that_dies_after_granting_takes_nothing_of_the_record_with_it()
    {
        Assert.All(await Task.WhenAll(silos.LeaseAll("bereaved", 8, BudgetClass.Other)), lease => Assert.True(lease.Granted));

        await silos.Group.KillHostOf(silos.Budget("bereaved"));
        var later = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => LeaseAfterTrouble("bereaved", i)));

        Assert.Equal(MeteredSilos.PerMinute - 8, later.Count(lease => lease.Granted));
        await silos.Group.Start(3);
    }

    /// <summary>The next day on the Pacific coast that is so long.</summary>
    private (DateTimeOffset Start, DateTimeOffset End) NextDayOf(int hours)
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone), "This machine has no time zone data.");
        var day = DateOnly.FromDateTime(silos.Time.GetUtcNow().UtcDateTime);
        do
        {
            day = day.AddDays(1);
        }
        while (Midnight(day.AddDays(1)) - Midnight(day) != TimeSpan.FromHours(hours));

        return (Midnight(day), Midnight(day.AddDays(1)));

        DateTimeOffset Midnight(DateOnly date)
        {
            var there = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
            return new DateTimeOffset(there, zone.GetUtcOffset(there)).ToUniversalTime();
        }
    }

    private async Task<BudgetLease> LeaseAfterTrouble(string company, int caller)
    {
        BudgetLease? lease = null;
        await Until(async () =>
        {
            try
            {
                lease = await silos.Budget(company, caller).Lease(BudgetClass.Other, BudgetPriority.Person, TestContext.Current.CancellationToken);
                return true;
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                return false;
            }
        });
        return lease!;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        while (!await condition())
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    /// <summary>The largest number of moments in any half-open stretch of this length.</summary>
    private static int MostWithin(long[] times, TimeSpan length)
    {
        var (most, first) = (0, 0);
        for (var last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] >= length.TotalMilliseconds)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
