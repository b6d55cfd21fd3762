using Jobvite.Cluster.Tests.Postgres;

namespace Jobvite.Cluster.Tests.Silos;

public sealed class ReminderTests(RestartedSilos silos) : IClassFixture<RestartedSilos>
{
    [Fact]
    public void A_restart_of_all_silos_leaves_period_and_phase_as_they_were() =>
        Assert.Equal(silos.Reminders.First, silos.Reminders.Restarted);

    [Fact]
    public void Ten_ticks_that_were_missed_are_made_up_for_by_one_at_the_next_moment_of_the_phase()
    {
        var tick = silos.TicksAfterRestart.First();

        Assert.All(silos.TicksAfterRestart.Skip(1), later => Assert.True(later.CurrentTickTime - tick.CurrentTickTime >= TimeSpan.FromSeconds(50)));
        Assert.Equal(TimeSpan.FromMinutes(1), tick.Period);
        Assert.True(tick.CurrentTickTime - tick.FirstTickTime >= TimeSpan.FromMinutes(9.9));
    }

    [Fact]
    public async Task What_fell_due_ten_times_runs_once()
    {
        var runs = await Sql.Column(silos.ConnectionString, "SELECT concat_ws(' ', kind, started_by, count(*)) FROM sync_runs GROUP BY kind, started_by ORDER BY kind");

        Assert.Equal(["1 1 1", "2 1 1"], runs);
    }
}
