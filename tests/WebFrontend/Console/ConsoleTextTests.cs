using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;
using Jobvite.WebFrontend.Console.Sync;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class ConsoleTextTests
{
    [Theory]
    [InlineData("/sync?kind=jobs", "/sync?kind=jobs")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("//elsewhere", "/")]
    [InlineData("~/sync", "/")]
    [InlineData("sync", "/")]
    [InlineData("/a\nb", "/")]
    public void Only_paths_of_this_host_are_gone_to(string? path, string expected) => Assert.Equal(expected, LocalPath.Of(path));

    [Theory]
    [InlineData(0.4, "under 1 s")]
    [InlineData(40, "40 s")]
    [InlineData(720, "12 min")]
    [InlineData(10_800, "3 h")]
    [InlineData(432_000, "5 days")]
    public void Lengths_are_said_roughly(double seconds, string expected) => Assert.Equal(expected, Spoken.Length(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_time_left_follows_from_the_pace_so_far()
    {
        var run = Samples.Run() with { Progress = new() { Fetched = 500, Total = 2000 } };

        Assert.Equal(TimeSpan.FromSeconds(30), RunText.Left(run, run.StartedAt.AddSeconds(10)));
        Assert.Equal(25, RunText.Percent(run.Progress));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(0, 100)]
    [InlineData(500, 0)]
    [InlineData(500, 400)]
    public void Without_a_usable_total_or_pace_no_time_is_promised(int fetched, int? total)
    {
        var run = Samples.Run() with { Progress = new() { Fetched = fetched, Total = total } };

        Assert.Null(RunText.Left(run, run.StartedAt.AddSeconds(10)));
    }

    [Fact]
    public void An_ended_run_has_no_time_left() =>
        Assert.Null(RunText.Left(Samples.Run(RunStatus.Cancelled) with { Progress = new() { Fetched = 5, Total = 10 } }, Samples.Time.AddMinutes(1)));
}
